import { html, nothing, svg } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get } from '../api.js';
import { number, short, words } from '../format.js';
import { Poll } from '../poll.js';
import { hash } from '../route.js';
import * as sla from '../sla.js';
import { Element } from './element.js';
import { empty, polled } from './parts.js';

const OPEN = ['HELD', 'QUEUED', 'ASSIGNED', 'ACKNOWLEDGED', 'IN_PROGRESS', 'WAITING', 'SNOOZED'];
const FEW = 12;

const open = (desk) => OPEN.reduce((sum, state) => sum + (desk.items?.[state] ?? 0), 0);

/** Every desk with how much it has, in the server's order: nothing moves from under the pointer. */
class DeskList extends Element {
  static properties = { chosen: {}, filter: { state: true } };

  desks = new Poll(this, (signal) => this.#load(signal), 3_000);

  constructor() {
    super();
    this.filter = '';
  }

  async #load(signal) {
    // Desks are worth showing without their clocks.
    const noClocks = () => new Map();
    const [desks, clocks] = await Promise.all([get('/desks', {}, signal), sla.byDesk(signal).catch(noClocks)]);
    const list = desks.map((desk) => ({ ...desk, open: open(desk), sla: clocks.get(desk.name) }));
    this.dispatchEvent(new CustomEvent('desks', { detail: list, bubbles: true }));
    return list;
  }

  render() {
    return html`
      <h2 id="desks-title">Desks</h2>
      ${polled(this.desks, 'the desks', (desks) => this.#list(desks))}`;
  }

  #list(desks) {
    if (!desks.length) return empty('There are no desks yet: the policy lists none and no work item has made one.');
    const text = this.filter.toLowerCase();
    const shown = desks.filter((desk) => desk.name.toLowerCase().includes(text));
    return html`
      ${desks.length > FEW
        ? html`<input type="search" aria-label="Find a desk" placeholder="Find a desk of ${desks.length}"
            @input=${(e) => (this.filter = e.target.value)}>`
        : nothing}
      <ul class="desks" aria-labelledby="desks-title">
        ${repeat(shown, (desk) => desk.name, (desk) => this.#row(desk))}
      </ul>
      ${shown.length ? nothing : empty(`No desk is called "${this.filter}".`)}`;
  }

  #row(desk) {
    const states = Object.entries(desk.items ?? {}).filter(([, n]) => n);
    return html`
      <li>
        <a href=${hash({ desk: desk.name })} aria-current=${desk.name === this.chosen ? 'page' : nothing}
          title=${desk.in_policy ? `Assignment: ${words(desk.assignment)}` : 'Made by a desk hint; the policy does not list it'}>
          <span class="desk-name">${desk.name}</span>
          <span class="desk-open" title="${number(desk.open)} open">${short(desk.open)}</span>
          ${share(desk)}
          <span class="desk-states">
            ${states.map(([state, n]) => html`<span class="count ${state.toLowerCase()}" title="${number(n)} ${words(state)}">${short(n)} ${words(state).toLowerCase()}</span>`)}
            ${states.length ? nothing : html`<span class="count">no items</span>`}
          </span>
          ${this.#clocks(desk.sla)}
        </a>
      </li>`;
  }

  #clocks(clocks) {
    if (!clocks?.at_risk && !clocks?.breached) return nothing;
    return html`<span class="desk-clocks">
      ${clocks.at_risk ? html`<span class="risk" title="SLA clocks at risk">${short(clocks.at_risk)} at risk</span>` : nothing}
      ${clocks.breached ? html`<span class="breach" title="Breached SLA clocks of items still open">${short(clocks.breached)} breached</span>` : nothing}
    </span>`;
  }
}

/** A thin bar: how the desk's open items divide into waiting, assigned and in hand. */
function share(desk) {
  const n = (...states) => states.reduce((sum, state) => sum + (desk.items?.[state] ?? 0), 0);
  const parts = [
    ['queued', n('QUEUED', 'HELD')],
    ['assigned', n('ASSIGNED')],
    ['acknowledged', n('ACKNOWLEDGED', 'IN_PROGRESS', 'WAITING', 'SNOOZED')],
  ];
  let x = 0;
  return html`<svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    ${parts.map(([state, count]) => {
      const width = desk.open ? (100 * count) / desk.open : 0;
      const bar = svg`<rect class=${state} x=${x} y="0" width=${width} height="4"></rect>`;
      x += width;
      return bar;
    })}
  </svg>`;
}
customElements.define('bw-desk-list', DeskList);
