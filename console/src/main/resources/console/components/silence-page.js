import { html, nothing } from 'lit';
import { post } from '../api.js';
import { now, Ticker } from '../clock.js';
import { time } from '../format.js';
import { may, operator } from '../operator.js';
import { Paged } from '../paged.js';
import { Element } from './element.js';
import { choice } from './list-filter.js';
import { empty, polled, rest } from './parts.js';

const STATES = [['active', 'Active'], ['pending', 'Pending'], ['ended', 'Ended'], ['', 'All']];
const LENGTHS = [['PT1H', '1 hour'], ['PT2H', '2 hours'], ['PT8H', '8 hours'], ['P1D', '1 day'], ['P7D', '7 days']];

/** Silences: which there are, a new one with its preview, and the end of one. */
class SilencePage extends Element {
  static properties = { state: { state: true }, busy: { state: true }, error: { state: true }, told: { state: true } };

  #list = new Paged(this, '/silences', () => ({ state: this.state }), 3_000);

  constructor() {
    super();
    this.state = 'active';
    new Ticker(this);
  }

  willUpdate(changed) {
    if (this.hasUpdated && changed.has('state')) this.#list.reset();
  }

  render() {
    return html`
      <header class="queue-head">
        <h2 id="queue-title">Silences</h2>
        ${choice('State', STATES, this.state, (v) => (this.state = v))}
      </header>
      ${may('lead') ? this.#form() : html`<p class="note">Who leads every desk makes and ends silences.</p>`}
      ${this.error ? html`<p class="failure" role="alert">${this.error}</p>` : nothing}
      ${this.told ? html`<p class="note" role="status">${this.told}</p>` : nothing}
      ${polled(this.#list.poll, 'the silences', ({ items }) => this.#table(items))}`;
  }

  #form() {
    return html`
      <form class="action" @submit=${(e) => this.#submit(e)}>
        <label class="whole">What is quiet, as a condition
          <input name="when" class="mono" required spellcheck="false" placeholder='desk == "payments" &amp;&amp; priority &gt; "P1"'></label>
        <label>For <select name="for">${LENGTHS.map(([value, label]) => html`<option value=${value}>${label}</option>`)}</select></label>
        <label>Reason <input name="reason" maxlength="500"></label>
        <button name="preview" ?disabled=${this.busy}>Preview</button>
        <button name="add" class="primary" ?disabled=${this.busy}>Silence</button>
      </form>`;
  }

  #table(items) {
    if (!items.length) return empty('No silence here: notifications go out as the policy says.');
    return html`
      <div class="scroll">
        <table class="rows" aria-labelledby="queue-title">
          <thead><tr>
            <th scope="col">What</th><th scope="col">Reason</th><th scope="col">Owner</th><th scope="col">Until</th><th scope="col"></th>
          </tr></thead>
          <tbody>${items.map((listed) => this.#row(listed))}</tbody>
        </table>
        ${rest(this.#list, './breakwater silence list')}
      </div>`;
  }

  #row({ silence, state }) {
    const over = silence.ended_at ?? silence.ends_at;
    return html`
      <tr>
        <td class="what"><span class="mono">${silence.when}</span><span class="type mono">${silence.id}</span></td>
        <td data-label="Reason">${silence.reason}</td>
        <td data-label="Owner">${silence.owner}</td>
        <td data-label="Until" title=${`from ${time(silence.starts_at)}`}>${time(over)}${silence.ended_by ? html` <span class="muted">by ${silence.ended_by}</span>` : nothing}</td>
        <td>${state === 'ENDED' || Date.parse(over) <= now() || !may('lead') ? nothing
          : html`<button type="button" ?disabled=${this.busy} @click=${() => this.#end(silence)}>End</button>`}</td>
      </tr>`;
  }

  #submit(e) {
    e.preventDefault();
    const form = new FormData(e.target);
    if (e.submitter?.name === 'preview') {
      this.#ask(async () => {
        const found = await post('/silences/preview', { when: form.get('when') });
        const desks = Object.entries(found.by_desk).map(([desk, n]) => `${desk} ${n}`).join(', ');
        return `Would have quieted ${found.items} items in the last day, and ${found.notifications} notifications${desks ? `: ${desks}` : ''}.`;
      });
      return;
    }
    this.#asSomebody(async (by) => {
      const made = await post('/silences', { when: form.get('when'), for: form.get('for'), reason: form.get('reason'), owner: by, by });
      e.target.reset();
      return `Quiet until ${time(made.silence.ends_at)}: ${made.silence.id}.`;
    });
  }

  #end(silence) {
    this.#asSomebody(async (by) => {
      await post(`/silences/${encodeURIComponent(silence.id)}/end`, { by });
      return `${silence.id} is over.`;
    });
  }

  #asSomebody(ask) {
    const by = operator();
    if (by) {
      this.#ask(() => ask(by));
    } else {
      this.error = 'Say who you are first: put your name in the field at the top.';
      document.getElementById('operator')?.focus();
    }
  }

  async #ask(ask) {
    this.busy = true;
    this.error = null;
    this.told = null;
    try {
      this.told = await ask();
      this.#list.poll.refresh();
    } catch (problem) {
      this.error = problem.message;
    }
    this.busy = false;
  }
}
customElements.define('bw-silence-page', SilencePage);
