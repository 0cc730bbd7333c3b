import { html, nothing } from 'lit';
import { get } from '../api.js';
import { now, Ticker } from '../clock.js';
import { age, number, time } from '../format.js';
import { Paged } from '../paged.js';
import { Poll } from '../poll.js';
import { hash } from '../route.js';
import { Element } from './element.js';
import { choice, search } from './list-filter.js';
import { empty, polled, priority, rest, workState } from './parts.js';

const STATES = [['', 'All'], ['open', 'Open'], ['closed', 'Closed'], ['merged', 'Merged']];
const PRIORITIES = [['', 'Any priority'], ['P1', 'P1'], ['P2', 'P2'], ['P3', 'P3'], ['P4', 'P4']];

/** Incidents, the newest first, and how much they compress. */
class IncidentList extends Element {
  static properties = { chosen: {}, state: { state: true }, priority: { state: true }, q: { state: true } };

  #list = new Paged(this, '/incidents', () => ({ state: this.state, priority: this.priority, q: this.q }), 3_000);
  #report = new Poll(this, (signal) => get('/incidents/report', {}, signal), 10_000);

  constructor() {
    super();
    this.state = '';
    this.priority = '';
    this.q = '';
    new Ticker(this);
  }

  willUpdate(changed) {
    if (this.hasUpdated && (changed.has('state') || changed.has('priority') || changed.has('q'))) this.#list.reset();
  }

  render() {
    return html`
      <header class="queue-head">
        <h2 id="queue-title">Incidents</h2>
        ${choice('State', STATES, this.state, (v) => (this.state = v))}
        ${choice('Priority', PRIORITIES, this.priority, (v) => (this.priority = v))}
        ${search(this, 'filter', 'Key, type, id or exception', this.q, (v) => (this.q = v))}
      </header>
      ${this.#compression(this.#report.value)}
      ${polled(this.#list.poll, 'the incidents', ({ items }) => this.#table(items))}`;
  }

  #compression(report) {
    if (!report?.incidents) return nothing;
    return html`<p class="summary">
      ${number(report.alerts)} alerts became ${number(report.incidents)} incidents, <strong>${report.ratio.toFixed(1)} : 1</strong>;
      ${number(report.open)} open, ${number(report.closed)} closed, ${number(report.merged)} more merged.</p>`;
  }

  #table(items) {
    if (!items.length) return empty(this.state || this.priority || this.q ? 'No incident matches the filter.' : 'No incident yet. Correlation rules in the policy make them.');
    return html`
      <div class="scroll">
        <table class="rows" aria-labelledby="queue-title">
          <thead><tr>
            <th scope="col">Priority</th><th scope="col">Incident</th><th scope="col" class="num">Members</th>
            <th scope="col">State</th><th scope="col" class="num">Last member</th>
          </tr></thead>
          <tbody>${items.map((incident) => this.#row(incident))}</tbody>
        </table>
        ${rest(this.#list, './breakwater incidents list')}
      </div>`;
  }

  #row(incident) {
    const place = hash({ page: 'incidents', id: incident.incident_id });
    return html`
      <tr class=${incident.incident_id === this.chosen ? 'chosen' : ''} @click=${() => (location.hash = place)}>
        <td>${priority(incident.priority)}</td>
        <td class="what"><a href=${place}>${incident.key || incident.rule}</a><span class="type">${incident.rule}${incident.type ? ` · ${incident.type}` : ''}</span></td>
        <td class="num" data-label="Members">${number(incident.member_count)}</td>
        <td>${workState(incident.state)}</td>
        <td class="num" title=${time(incident.last_at)}>${age(incident.last_at, now())}</td>
      </tr>`;
  }
}
customElements.define('bw-incident-list', IncidentList);
