import { html, svg } from 'lit';
import { time, timeLeft, words } from '../format.js';
import * as sla from '../sla.js';
import { empty } from './parts.js';

/** The SLA clocks of an item, each with how far it has run. */
export function clocks(timers, now) {
  if (timers.error) return html`<p class="failure small" role="alert">${timers.error.message}</p>`;
  if (!timers.length) return empty('No SLA of the policy applies to this item.');
  return html`<ul class="clocks">${timers.map((clock) => row(clock, now))}</ul>`;
}

function row(clock, now) {
  const tone = sla.tone(clock, now);
  return html`
    <li class=${tone}>
      <span class="clock-name">${words(clock.target)} <span class="muted">${clock.sla}${clock.run > 1 ? `, run ${clock.run}` : ''}</span></span>
      <span class="left ${tone}">${sla.isRunning(clock) ? timeLeft(clock.deadline, now) : words(clock.outcome)}</span>
      ${bar(clock, now, tone)}
      <span class="muted small">${sla.isRunning(clock) ? 'due' : 'was due'} ${time(clock.deadline)}${clock.stopped_at ? `, stopped ${time(clock.stopped_at)}` : ''}</span>
    </li>`;
}

/** Wall time from the opening to the deadline, with a mark where the clock gets at risk. */
function bar(clock, now, tone) {
  const from = Date.parse(clock.opened_at);
  const total = Date.parse(clock.deadline) - from;
  const part = (instant) => (total > 0 ? Math.min(100, Math.max(0, (100 * (instant - from)) / total)) : 100);
  const end = clock.stopped_at ? Date.parse(clock.stopped_at) : now;
  return html`<svg class="run ${tone}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class="rest" x="0" y="0" width="100" height="4"></rect>
    <rect class="gone" x="0" y="0" width=${part(end)} height="4"></rect>
    ${clock.at_risk_at ? svg`<rect class="mark" x=${part(Date.parse(clock.at_risk_at))} y="0" width="0.7" height="4"></rect>` : ''}
  </svg>`;
}
