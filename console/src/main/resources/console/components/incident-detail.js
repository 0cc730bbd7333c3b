import { html, nothing } from 'lit';
import { get } from '../api.js';
import { number, time, words } from '../format.js';
import { Poll } from '../poll.js';
import { hash } from '../route.js';
import { Element } from './element.js';
import { score } from './item-why.js';
import { facts, polled, priority, workState } from './parts.js';

const link = (id) => html`<a class="mono small wrap" href=${hash({ page: 'incidents', id })}>${id}</a>`;

/** One incident: what it is, what its members have in common, who they are and what happened to it. */
class IncidentDetail extends Element {
  static properties = { incidentId: {} };

  #incident = new Poll(this, (signal) => get(`/incidents/${encodeURIComponent(this.incidentId)}`, {}, signal), 5_000);

  willUpdate(changed) {
    if (changed.get('incidentId')) this.#incident.reset();
  }

  render() {
    return html`
      <div class="detail-head">
        <h2>Incident</h2>
        <a class="close" href=${hash({ page: 'incidents' })} aria-label="Close the incident" title="Close (Esc)">×</a>
      </div>
      ${polled(this.#incident, 'the incident', (incident) => this.#whole(incident))}`;
  }

  #whole(incident) {
    return html`
      <div class="title">
        ${priority(incident.priority)} ${workState(incident.state)}
        <h3>${incident.key || incident.rule}</h3>
        <p class="muted">${incident.rule}${incident.type ? ` · ${incident.type}` : ''}</p>
      </div>
      ${facts([
        ['Members', number(incident.member_count)],
        ['Severity', incident.severity],
        ['First member', time(incident.first_at)],
        ['Last member', time(incident.last_at)],
        ['Policy', incident.policy_version],
        ...Object.entries(incident.top_attributes ?? {}).sort(),
        ['Merged into', incident.merged_into && link(incident.merged_into)],
        ['Belongs to', incident.parent_id && link(incident.parent_id)],
        ['Work item', html`<a class="mono small wrap" href=${hash({ item: incident.work_item_id })}>${incident.work_item_id}</a>`],
        ['Trace', html`<a class="mono small wrap" href=${hash({ trace: incident.trace_id })}>${incident.trace_id}</a>`],
      ])}
      ${this.#incidents('Took over', incident.merged)} ${this.#incidents('Has', incident.children)}
      <section><h4>Why this score</h4>${score(incident, incident)}</section>
      <section><h4>History</h4>
        <ol class="timeline">${incident.changes.map((change) => this.#change(change)).reverse()}</ol>
      </section>
      <section><h4>Members</h4>${this.#members(incident)}</section>`;
  }

  #incidents(label, ids) {
    return ids?.length ? html`<section><h4>${label}</h4><ul>${ids.map((id) => html`<li>${link(id)}</li>`)}</ul></section>` : nothing;
  }

  #change(change) {
    return html`<li class=${change.change.toLowerCase()}>
      <strong>${words(change.change)}</strong> <span class="muted small">${time(change.occurred_at)}</span>
      <div class="small">${number(change.member_count)} members, score ${change.score}, ${change.priority}</div>
    </li>`;
  }

  #members({ members, member_count: all }) {
    return html`
      <table class="plain" aria-label="Members">
        ${members.map((m) => html`<tr><td class="wrap">${m.exception_id}</td><td class="muted">${m.source_id}</td></tr>`)}
      </table>
      ${members.length < all ? html`<p class="note">${number(members.length)} of ${number(all)} are named here.</p>` : nothing}`;
  }
}
customElements.define('bw-incident-detail', IncidentDetail);
