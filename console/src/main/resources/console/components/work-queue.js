import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, url } from '../api.js';
import { now, Ticker } from '../clock.js';
import { Feed } from '../feed.js';
import { age, number, time, timeLeft } from '../format.js';
import { Poll } from '../poll.js';
import { merge } from '../queue.js';
import { hash } from '../route.js';
import * as sla from '../sla.js';
import { Element } from './element.js';
import { empty, failure, loading, priority, workState } from './parts.js';

const PAGE = 50;
const FLUSH_MS = 250;
const TYPING_MS = 250;
const FALLBACK_MS = 3_000;
const STATES = [['open', 'Open'], ['QUEUED', 'Queued'], ['ASSIGNED', 'Assigned'], ['ACKNOWLEDGED', 'Acknowledged'], ['IN_PROGRESS', 'In progress'], ['WAITING', 'Waiting'], ['SNOOZED', 'Snoozed'], ['RESOLVED', 'Resolved'], ['', 'All']];

/** The work of one desk, the most urgent first, as it changes. */
class WorkQueue extends Element {
  static properties = { desk: {}, chosen: {}, state: { state: true }, q: { state: true } };

  items = null;
  cursor = null;
  error = null;
  #pending = new Map();
  #feed = null;
  #flush;
  #typing;
  #abort;
  #clocks = new Poll(this, (signal) => (this.desk ? sla.firstOfDesk(this.desk, signal) : new Map()), 5_000);

  constructor() {
    super();
    this.state = 'open';
    this.q = '';
    new Ticker(this);
    new Poll(this, () => (this.#feed?.open ? null : this.#load()), FALLBACK_MS);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#flush = setInterval(() => this.#merge(), FLUSH_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#flush);
    clearTimeout(this.#typing);
    this.#feed?.stop();
    this.#abort?.abort();
  }

  willUpdate(changed) {
    if (changed.has('desk')) {
      this.q = '';
      this.#follow();
      this.#clocks.reset();
    }
    if (changed.has('desk') || changed.has('state') || changed.has('q')) {
      this.items = null;
      this.#load();
    }
  }

  get #filter() {
    return { desk: this.desk, state: this.state, q: this.q };
  }

  /** The feed says from where it starts; only a list read after that misses nothing. */
  #follow() {
    this.#feed?.stop();
    this.#pending.clear();
    if (!this.desk) return;
    const desk = this.desk;
    this.#feed = new Feed('work', (after) => url('/work-items/changes', { desk, after }), {
      ready: () => this.#load(),
      'work-item': (item) => {
        this.#pending.set(item.work_item_id, item);
        this.dispatchEvent(new CustomEvent('work-item', { detail: item, bubbles: true }));
      },
      'work-item-left': (item) => this.#pending.set(item.work_item_id, { ...item, left: true }),
    });
    this.#feed.start();
  }

  /** Many changes a second become few renderings. */
  #merge() {
    if (!this.#pending.size || !this.items || document.hidden) return;
    this.items = merge(this.items, this.#pending.values(), this.#filter, Boolean(this.cursor));
    this.#pending.clear();
    this.requestUpdate();
  }

  async #load(cursor) {
    if (!this.desk) return;
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    // A reload reads as many rows as are on the page, so that nothing jumps away from under the reader.
    const limit = cursor ? PAGE : Math.min(500, Math.max(PAGE, this.items?.length ?? 0));
    try {
      const page = await get('/work-items', { ...this.#filter, cursor, limit }, abort.signal);
      if (abort.signal.aborted) return;
      this.items = cursor ? merge(this.items, page.items, this.#filter, false) : page.items;
      this.cursor = page.next_cursor ?? null;
      this.error = null;
    } catch (e) {
      if (abort.signal.aborted) return;
      this.error = e;
    }
    this.requestUpdate();
  }

  #type(text) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => (this.q = text.trim()), TYPING_MS);
  }

  /** Up and down go through the rows, as in a mailbox. */
  #keys(e) {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[e.key];
    if (!step || e.ctrlKey || e.metaKey || e.altKey) return;
    const links = [...this.querySelectorAll('tbody a')];
    const next = links[links.indexOf(document.activeElement) + step];
    if (!next) return;
    e.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  }

  render() {
    if (!this.desk) return empty('Choose a desk to see its work.');
    return html`
      <header class="queue-head">
        <h2 id="queue-title">${this.desk}</h2>
        <label class="field">
          <span class="sr">State</span>
          <select .value=${this.state} @change=${(e) => (this.state = e.target.value)}>
            ${STATES.map(([value, name]) => html`<option value=${value} ?selected=${value === this.state}>${name}</option>`)}
          </select>
        </label>
        <input id="filter" type="search" aria-label="Filter by exception, source, type or work item id" placeholder="Filter  ( / )"
          .value=${this.q} @input=${(e) => this.#type(e.target.value)}>
      </header>
      ${this.error && this.items ? html`<p class="stale" role="status">Not up to date: ${this.error.message}</p>` : nothing}
      ${this.#body()}`;
  }

  #body() {
    if (!this.items) return this.error ? failure(this.error, () => this.#load()) : loading('the queue');
    if (!this.items.length) return empty(this.#nothing());
    return html`
      <div class="scroll" @keydown=${this.#keys}>
        <table aria-labelledby="queue-title">
          <thead><tr>
            <th scope="col">Priority</th><th scope="col" class="num">Score</th><th scope="col">Exception</th>
            <th scope="col">State</th><th scope="col">Assignee</th><th scope="col" class="num">Age</th><th scope="col">SLA</th>
          </tr></thead>
          <tbody>${repeat(this.items, (item) => item.work_item_id, (item) => this.#row(item))}</tbody>
        </table>
        ${this.cursor
          ? html`<button type="button" class="more" @click=${() => this.#load(this.cursor)}>Show more</button>`
          : html`<p class="hint end">${number(this.items.length)} ${this.items.length === 1 ? 'item' : 'items'}</p>`}
      </div>`;
  }

  #nothing() {
    if (this.q) return `No work item here matches "${this.q}".`;
    return this.state === 'open' ? 'Nothing to do: this desk has no open work.' : 'This desk has no work items in this state.';
  }

  #row(item) {
    const place = { desk: this.desk, item: item.work_item_id };
    return html`
      <tr class=${item.work_item_id === this.chosen ? 'chosen' : ''} @click=${() => (location.hash = hash(place))}>
        <td>${priority(item.priority)}</td>
        <td class="num" data-label="Score">${item.score}</td>
        <td class="what">
          <a href=${hash(place)} aria-current=${item.work_item_id === this.chosen ? 'true' : nothing}>${item.exception_id}</a>
          <span class="type">${item.type}</span>
        </td>
        <td>${workState(item.state)}</td>
        <td data-label="Assignee">${item.assignee ?? html`<span class="muted">nobody</span>`}</td>
        <td class="num" data-label="Age" title=${time(item.opened_at)}>${age(item.opened_at, now())}</td>
        <td>${this.#clock(this.#clocks.value?.get(item.work_item_id))}</td>
      </tr>`;
  }

  #clock(clock) {
    if (!clock) return html`<span class="muted">–</span>`;
    const tone = sla.tone(clock, now());
    return html`<span class="left ${tone}" title="${clock.sla}: ${clock.target.toLowerCase()} by ${time(clock.deadline)}">${timeLeft(clock.deadline, now())}</span>`;
  }
}
customElements.define('bw-work-queue', WorkQueue);
