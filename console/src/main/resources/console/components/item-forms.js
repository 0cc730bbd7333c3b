/** What an operator is asked before an operation happens. */
import { html } from 'lit';
import { now } from '../clock.js';
import { operator } from '../operator.js';

const MINUTE = 60_000;
const SLEEPS = [[30, '30 minutes'], [60, '1 hour'], [240, '4 hours'], [1_440, '1 day'], [10_080, '1 week']];

const note = (placeholder) => html`<label class="whole">Note <textarea name="note" rows="2" maxlength="2000" placeholder=${placeholder}></textarea></label>`;

const load = ({ open, capacity }) => (capacity ? `${open} of ${capacity}` : `${open} open`);

const others = (desks, item) => desks.filter((desk) => desk.name !== item.desk);

/**
 * By operation: what its button says, the fields, and the body made of what was filled in. Without `body` the fields
 * are sent as they are.
 */
export const FORMS = {
  assign: {
    label: 'Assign',
    fields: ({ members }) => html`
      <label>To <input name="assignee" list="members" required maxlength="60" autocomplete="off" .value=${operator()}></label>
      <datalist id="members">${members.map((m) => html`<option value=${m.name}>${load(m)}</option>`)}</datalist>`,
    after: ({ members }) => (members.length ? members.map((m) => `${m.name} ${load(m)}`).join(' · ') : ''),
  },
  resolve: {
    label: 'Resolve',
    fields: () => html`
      <label>Code <input name="code" maxlength="60" autocomplete="off" .value=${'fixed'} required></label>
      <label>Note <textarea name="note" rows="2" maxlength="2000" placeholder="What fixed it"></textarea></label>`,
  },
  wait: {
    label: 'Wait',
    fields: () => html`
      <label>For <input name="reason" required maxlength="120" autocomplete="off" placeholder="The counterparty's answer"></label>
      <label class="check"><input type="checkbox" name="pauses_sla"> SLA clocks should pause</label>`,
    body: (data) => ({ reason: data.reason, pauses_sla: data.pauses_sla === 'on' }),
  },
  snooze: {
    label: 'Snooze',
    fields: () => html`
      <label>For <select name="minutes">${SLEEPS.map(([minutes, text]) => html`<option value=${minutes}>${text}</option>`)}</select></label>`,
    body: (data) => ({ until: new Date(now() + data.minutes * MINUTE).toISOString() }),
  },
  transfer: {
    label: 'Transfer',
    fields: ({ desks, item }) => html`
      <label>To desk <select name="desk" required>${others(desks, item).map((d) => html`<option>${d.name}</option>`)}</select></label>
      ${note('Why it is theirs')}`,
  },
  escalate: {
    label: 'Escalate',
    fields: ({ desks, item }) => html`
      <label>To desk <select name="desk">
        <option value="">${item.desk} (stays)</option>
        ${others(desks, item).map((d) => html`<option>${d.name}</option>`)}
      </select></label>
      ${note('What it needs')}`,
  },
  comment: {
    label: 'Comment',
    fields: () => html`<label class="whole">Comment <textarea name="note" rows="2" maxlength="2000" required></textarea></label>`,
  },
  tag: {
    label: 'Tag',
    fields: () => html`<label>Tags <input name="tags" required maxlength="200" autocomplete="off" placeholder="vip, month-end"></label>`,
    body: (data) => ({ tags: data.tags.split(',').map((t) => t.trim()).filter(Boolean) }),
  },
  reopen: { label: 'Reopen', fields: () => note('Why it is not done') },
  reject: { label: 'Reject', fields: () => note('Why not') },
};
