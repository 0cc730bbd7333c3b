import { html, nothing } from 'lit';
import { hash } from '../route.js';
import { workState } from './parts.js';

/** The items that an incident's work item absorbed, the most urgent first. */
export function members(item, { items, next_cursor: more, error }) {
  if (error) return html`<p class="hint">The members cannot be read now: ${error.message}</p>`;
  const absorbed = items.filter((member) => member.work_item_id !== item.work_item_id);
  if (!absorbed.length) return html`<p class="hint">None of its ${item.members} members waited for it: each has work of its own.</p>`;
  return html`
    <table class="plain" aria-label="Members">
      ${absorbed.map((member) => html`
        <tr>
          <td><a href=${hash({ desk: member.desk, item: member.work_item_id })}>${member.exception_id}</a></td>
          <td class="muted">${member.type}</td>
          <td>${member.resolved_at ? html`<span class="muted">Resolved upstream</span>` : workState(member.state)}</td>
        </tr>`)}
    </table>
    ${more ? html`<p class="hint">and more; the API lists all by <span class="mono">incident=${item.incident_id}</span></p>` : nothing}`;
}
