import { html, nothing } from 'lit';
import { get } from '../api.js';
import { now, Ticker } from '../clock.js';
import { age, money, time, words } from '../format.js';
import { Poll } from '../poll.js';
import { hash } from '../route.js';
import { isOpen } from '../queue.js';
import * as sla from '../sla.js';
import { Element } from './element.js';
import { polled, priority, workState } from './parts.js';
import { clocks } from './item-clocks.js';
import { history } from './item-history.js';
import { members } from './item-members.js';
import { decision, score } from './item-why.js';
import './item-actions.js';
import './trace-hops.js';

const SAFETY_MS = 10_000;
const MEMBERS = 20;

/** Another item's page. */
const other = (item, id) => html`<a class="mono small wrap" href=${hash({ desk: item.desk, item: id })}>${id}</a>`;

/** One work item whole: what it is, what can be done, its clocks, why it is here, what happened. */
class ItemDetail extends Element {
  static properties = { itemId: {}, desks: {}, traced: { state: true } };

  #item = new Poll(this, (signal) => this.#load(signal), SAFETY_MS);

  constructor() {
    super();
    this.traced = false;
    new Ticker(this);
  }

  willUpdate(changed) {
    if (changed.has('itemId')) {
      this.traced = false;
      if (changed.get('itemId')) this.#item.reset();
    }
  }

  async #load(signal) {
    const id = this.itemId;
    const [page, timers] = await Promise.all([
      get(`/work-items/${encodeURIComponent(id)}`, {}, signal),
      sla.ofItem(id, signal).catch((error) => ({ error })),
    ]);
    this.dispatchEvent(new CustomEvent('item', { detail: page.item, bubbles: true }));
    const ofIncident = page.item.members
      ? await get('/work-items', { incident: page.item.incident_id, limit: MEMBERS }, signal).catch((error) => ({ error }))
      : null;
    return { ...page, timers, ofIncident };
  }

  /** Called when the item changed somewhere. */
  changed(item) {
    if (item.work_item_id === this.itemId && item.version > (this.#item.value?.item.version ?? 0)) this.#item.refresh();
  }

  render() {
    return html`
      <div class="detail-head">
        <h2>Work item</h2>
        <a class="close" href=${hash({ desk: this.#item.value?.item.desk })} aria-label="Close the work item" title="Close (Esc)">×</a>
      </div>
      ${polled(this.#item, 'the work item', (page) => this.#page(page))}`;
  }

  #page({ item, decision: why, cause, quiet, history: records, earlier, timers, ofIncident }) {
    const desk = this.desks?.find((d) => d.name === item.desk);
    return html`
      <div class="title">
        ${priority(item.priority)} ${workState(item.state)}
        <h3>${item.exception_id}</h3>
        <p class="muted">${item.type} from ${item.source_id}</p>
      </div>
      ${quiet ? html`<p class="note">It pages nobody${quiet.until ? ` until ${time(quiet.until)}` : ''}: ${quiet.why}${quiet.reason ? `, ${quiet.reason}` : ''}.</p>` : nothing}
      <bw-item-actions .item=${item} .members=${desk?.members ?? []} .desks=${this.desks} .last=${records.at(-1)} .tick=${now()} @done=${() => this.#item.refresh()}></bw-item-actions>
      ${this.#facts(item, cause)}
      ${ofIncident ? html`<section><h4>Members</h4>${members(item, ofIncident)}</section>` : nothing}
      <section><h4>SLA clocks</h4>${clocks(timers, now())}</section>
      <section><h4>Why this score</h4>${score(item, cause)}</section>
      <section><h4>Why this desk</h4>${decision(why)}</section>
      <section><h4>History</h4>${history(records, earlier)}</section>
      <section><h4>Trace</h4>
        <p class="mono small wrap">${item.trace_id}</p>
        ${this.traced
          ? html`<bw-trace-hops .traceId=${item.trace_id}></bw-trace-hops>`
          : html`<button type="button" @click=${() => (this.traced = true)}>Show every hop</button>
              <a class="aside" href=${hash({ desk: item.desk, trace: item.trace_id })}>Open on its own</a>`}
      </section>`;
  }

  #facts(item, cause) {
    const attributes = Object.entries(cause?.event?.attributes ?? {}).sort();
    const facts = [
      ['Desk', item.desk],
      ['Assignee', item.assignee ?? 'nobody'],
      ['Severity', item.severity],
      ['Amount', money(item.amount, item.currency)],
      ['Opened', `${time(item.opened_at)}${isOpen(item) ? ` (${age(item.opened_at, now())} ago)` : ''}`],
      ['Resolved', item.resolved_at && !isOpen(item) ? `${time(item.resolved_at)} (${item.resolution})` : ''],
      ['Waits for', item.waiting?.reason],
      ['Snoozed until', item.snoozed_until && time(item.snoozed_until)],
      ['Came from', item.previous_desk],
      ['Escalated', item.escalations ? `${item.escalations} ×` : ''],
      ['Tags', item.tags?.join(', ')],
      ['Merged into', item.merged_into && other(item, item.merged_into)],
      ...(item.links ?? []).map((link) => [words(link.relation), other(item, link.work_item_id)]),
      ['Held until', item.held_until && time(item.held_until)],
      ['Incident', item.members ? `${item.members} members` : ''],
      ['Absorbed by', item.absorbed_into && other(item, item.absorbed_into)],
      ['Policy', cause?.policy_version],
      ...attributes,
    ].filter(([, value]) => value);
    return html`
      <dl class="facts">
        ${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
        <div class="wide"><dt>Work item</dt><dd class="mono small wrap">${item.work_item_id}</dd></div>
      </dl>
      ${cause?.late ? html`<p class="note">This event came late, behind the watermark: scored, but kept out of closed windows.</p>` : nothing}`;
  }
}
customElements.define('bw-item-detail', ItemDetail);
