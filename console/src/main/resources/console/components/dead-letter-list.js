import { html } from 'lit';
import { now, Ticker } from '../clock.js';
import { age, time } from '../format.js';
import { Paged } from '../paged.js';
import { hash } from '../route.js';
import { Element } from './element.js';
import { choice, search } from './list-filter.js';
import { empty, polled, rest } from './parts.js';

const STATES = [['open', 'Open'], ['replayed', 'Replayed'], ['', 'All']];

/** Records that were refused, the newest first. */
class DeadLetterList extends Element {
  static properties = { chosen: {}, state: { state: true }, code: { state: true }, source: { state: true } };

  #list = new Paged(this, '/dead-letters', () => ({ state: this.state, code: this.code, source: this.source }), 3_000);

  constructor() {
    super();
    this.state = 'open';
    this.code = '';
    this.source = '';
    new Ticker(this);
  }

  willUpdate(changed) {
    if (this.hasUpdated && (changed.has('state') || changed.has('code') || changed.has('source'))) this.#list.reset();
  }

  render() {
    return html`
      <header class="queue-head">
        <h2 id="queue-title">Dead letters</h2>
        ${choice('State', STATES, this.state, (v) => (this.state = v))}
        ${search(this, 'filter', 'Source', this.source, (v) => (this.source = v))}
        ${search(this, 'filter-code', 'Code', this.code, (v) => (this.code = v))}
      </header>
      ${polled(this.#list.poll, 'the dead letters', ({ items }) => this.#table(items))}`;
  }

  #table(items) {
    if (!items.length) return empty(this.code || this.source ? 'No dead letter matches the filter.' : 'No dead letter here: every record could be used.');
    return html`
      <div class="scroll">
        <table class="rows" aria-labelledby="queue-title">
          <thead><tr>
            <th scope="col">Code</th><th scope="col">Reason</th><th scope="col">Source</th><th scope="col">State</th>
            <th scope="col" class="num">Age</th>
          </tr></thead>
          <tbody>${items.map((letter) => this.#row(letter))}</tbody>
        </table>
        ${rest(this.#list, './breakwater dead-letters list')}
      </div>`;
  }

  #row(letter) {
    const place = hash({ page: 'dead-letters', id: letter.id });
    return html`
      <tr class=${letter.id === this.chosen ? 'chosen' : ''} @click=${() => (location.hash = place)}>
        <td class="mono small">${letter.code}</td>
        <td class="what"><a href=${place}>${letter.reason}</a><span class="type mono">${letter.id}</span></td>
        <td data-label="Source">${letter.source_id ?? '–'}</td>
        <td>${letter.state === 'OPEN' ? 'Open' : html`<span class="muted" title=${time(letter.replayed_at)}>Replayed by ${letter.replayed_by}</span>`}</td>
        <td class="num" title=${time(letter.origin.ingested_at)}>${age(letter.origin.ingested_at, now())}</td>
      </tr>`;
  }
}
customElements.define('bw-dead-letter-list', DeadLetterList);
