import { html, nothing } from 'lit';
import { duration, time, words } from '../format.js';

/** Everything that happened to an item, the latest first. */
export function history(records) {
  return html`<ol class="timeline" reversed>${[...records].reverse().map(row)}</ol>`;
}

function row({ sequence, recorded_at: recorded, event }) {
  const lag = Date.parse(recorded) - Date.parse(event.occurred_at);
  return html`
    <li class=${event.type}>
      <p>${sentence(event)} ${event.by ? html`<span class="muted">by ${event.by}</span>` : nothing}</p>
      <p class="muted small">
        <time datetime=${event.occurred_at}>${time(event.occurred_at)}</time>
        ${lag > 1_000 ? html`<span title="The journal stored it at ${time(recorded)}">, stored ${duration(lag)} later</span>` : nothing}
        · #${sequence}
      </p>
      ${event.note ? html`<blockquote>${event.note}</blockquote>` : nothing}
      ${event.linked_trace_id && event.linked_trace_id !== event.trace_id
        ? html`<p class="small"><a href="#/traces/${event.linked_trace_id}">Its own trace</a></p>`
        : nothing}
    </li>`;
}

const SENTENCES = {
  opened: (e) => `Opened on ${e.desk} as ${words(e.state).toLowerCase()}, score ${e.cause.score} (${e.cause.priority})`,
  updated: (e) => e.incident
    ? `Incident ${e.incident.change.toLowerCase()}: ${e.incident.members} members, score ${e.score} (${e.priority})`
    : `${words(e.kind)} upstream, score ${e.score} (${e.priority})`,
  assigned: (e) => `Assigned to ${e.assignee}: ${e.reason}`,
  acknowledged: () => 'Acknowledged',
  resolved: (e) => `Resolved: ${e.code}`,
  reopened: (e) => `Reopened, score ${e.cause.score} (${e.cause.priority})`,
  absorbed: () => "Absorbed by its incident's work item",
  released: () => 'Released: no incident absorbed it in time',
  closed: () => 'Closed',
};

const sentence = (event) => SENTENCES[event.type]?.(event) ?? words(event.type);
