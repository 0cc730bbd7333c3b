import { html, nothing } from 'lit';
import { duration, time, words } from '../format.js';

/**
 * What happened to an item, the latest first.
 *
 * @param earlier how many events came before these
 */
export function history(records, earlier) {
  return html`<ol class="timeline" reversed>${[...records].reverse().map(row)}</ol>
    ${earlier ? html`<p class="muted small">${earlier} earlier events: <span class="mono">breakwater work show --all</span> lists them.</p>` : nothing}`;
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
  reopened: (e) => (e.cause ? `Reopened, score ${e.cause.score} (${e.cause.priority})` : 'Reopened'),
  absorbed: () => "Absorbed by its incident's work item",
  released: () => 'Released: no incident absorbed it in time',
  closed: () => 'Closed',
  unassigned: (e) => `Taken from ${e.assignee}`,
  started: (e) => `Started: ${e.assignee} works on it`,
  waiting: (e) => `Waits for ${e.waiting.reason}${e.waiting.pauses_sla ? '; SLA clocks should stand still' : ''}`,
  snoozed: (e) => `Snoozed until ${time(e.until)}`,
  resumed: (e) => `Resumed as ${words(e.state).toLowerCase()}`,
  transferred: (e) => `Transferred from ${e.from} to ${e.desk}`,
  escalated: (e) => `Escalated${e.desk === e.from ? '' : ` from ${e.from} to ${e.desk}`}, level ${e.level}`,
  merged: (e) => `Merged into ${e.into}`,
  'split-off': (e) => `Split off from ${e.from}`,
  undone: (e) => `Undone: ${e.what} (#${e.undoes})`,
  commented: () => 'Commented',
  tagged: (e) => `Tagged ${e.tags.join(', ')}`,
  untagged: (e) => `No longer tagged ${e.tags.join(', ')}`,
  linked: (e) => `Linked: ${words(e.link.relation).toLowerCase()} ${e.link.work_item_id}`,
  unlinked: (e) => `No longer linked: ${words(e.link.relation).toLowerCase()} ${e.link.work_item_id}`,
  joined: (e) => `Goes on for ${e.other}, which is merged into it`,
  parted: (e) => `Parted from ${e.other}`,
  followed: (e) => `${words(e.kind)} upstream for ${e.of}, score ${e.score} (${e.priority})`,
  'approval-requested': (e) => `Asked to ${e.approval.operation.type}: a second person has to agree`,
  'approval-ended': (e) => `The request was ${e.end.toLowerCase()}`,
};

/** What an event says, in words. */
export const sentence = (event) => SENTENCES[event.type]?.(event) ?? words(event.type);
