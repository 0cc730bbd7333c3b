import { html, nothing } from 'lit';
import { words } from '../format.js';
import { empty } from './parts.js';

const points = new Intl.NumberFormat('en', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });

/** What the score is made of, as it was when the item opened. */
export function score(item, cause) {
  if (!cause?.contributions?.length) return empty('The event that opened this item carried no score.');
  return html`
    <table class="plain">
      <tbody>
        ${cause.contributions.map(
          (part) => html`<tr>
            <th scope="row">${part.rule}</th>
            <td class="muted">${part.effect}${part.detail ? `: ${part.detail}` : ''}</td>
            <td class="bar">${bar(part.points)}</td>
            <td class="num">${points.format(part.points)}</td>
          </tr>`,
        )}
      </tbody>
      <tfoot><tr><th scope="row">Score</th><td></td><td></td><td class="num">${cause.score}</td></tr></tfoot>
    </table>
    ${item.score !== cause.score ? html`<p class="note">Later events of this exception changed the score to ${item.score}.</p>` : nothing}`;
}

const bar = (value) => html`<svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
  <rect class=${value < 0 ? 'minus' : 'plus'} x="0" y="0" width=${Math.min(100, Math.abs(value))} height="6"></rect>
</svg>`;

/** The decision record: every branch that was tried, and what the conditions saw. */
export function decision(why) {
  if (!why) return empty('This item has no decision record.');
  const path = why.path?.length ? why.path.join(' › ') : 'no branch matched, so the default desk took it';
  const inputs = Object.entries(why.inputs ?? {});
  return html`
    <p><strong>${why.desk}</strong> <span class="muted">by ${path}, policy ${why.policy_version}</span></p>
    <ol class="candidates">
      ${(why.candidates ?? []).map(
        (c) => html`<li class=${c.matched ? 'yes' : 'no'}>
          <span class="mark" aria-hidden="true">${c.matched ? '✓' : '✗'}</span>
          <span><strong>${c.branch}</strong> <span class="sr">${c.matched ? 'matched' : 'rejected'}</span> <span class="muted">${c.reason}</span></span>
        </li>`,
      )}
    </ol>
    ${(why.steps ?? []).map((step) => html`<p class="note">${step}</p>`)}
    ${why.watchers?.length ? html`<p class="note">Watched by ${why.watchers.join(', ')}.</p>` : nothing}
    ${inputs.length
      ? html`<details><summary>What the conditions saw</summary>
          <dl class="facts">${inputs.map(([name, value]) => html`<div><dt>${words(name)}</dt><dd>${value}</dd></div>`)}</dl></details>`
      : nothing}`;
}
