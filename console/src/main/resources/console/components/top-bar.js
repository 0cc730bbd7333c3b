import { html } from 'lit';
import { get, remove } from '../api.js';
import { connection, state } from '../connection.js';
import { now } from '../clock.js';
import { goesByAnyName, operator, setOperator, signedOut, signIn } from '../operator.js';
import { Poll } from '../poll.js';
import { Element } from './element.js';
import { figure } from './parts.js';

const STATES = {
  live: ['Live', 'Changes arrive as they happen.'],
  polling: ['Polling', 'A live feed is away; the page asks every few seconds instead.'],
  offline: ['Offline', 'The server does not answer; the page tries again by itself.'],
};

/** The name, the figures of the whole system, the connection and who acts. */
class TopBar extends Element {
  #stats = new Poll(this, (signal) => this.#load(signal), 2_000);
  #before = null;
  #rate = null;

  connectedCallback() {
    super.connectedCallback();
    connection.addEventListener('change', this.#changed);
    signIn.addEventListener('change', this.#changed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    connection.removeEventListener('change', this.#changed);
    signIn.removeEventListener('change', this.#changed);
  }

  #changed = () => this.requestUpdate();

  async #load(signal) {
    const stats = await get('/stats', {}, signal);
    const at = now();
    const received = stats.exceptions?.received;
    if (this.#before && at > this.#before.at) {
      this.#rate = Math.max(0, ((received - this.#before.received) * 1_000) / (at - this.#before.at));
    }
    this.#before = { at, received };
    return stats;
  }

  async #leave() {
    await remove('/session');
    signedOut();
  }

  #who() {
    if (!goesByAnyName()) {
      return html`<span class="who"><span>You are</span> <b>${operator()}</b>
        <button type="button" @click=${() => this.#leave()}>Sign out</button></span>`;
    }
    return html`
      <label class="who">
        <span>You are</span>
        <input id="operator" autocomplete="off" spellcheck="false" maxlength="60" placeholder="your name"
          .value=${operator()} @change=${(e) => setOperator(e.target.value)}>
      </label>`;
  }

  render() {
    const stats = this.#stats.value ?? {};
    const [label, meaning] = STATES[state()];
    return html`
      <a class="brand" href="#/"><img src="/favicon.svg" alt="" width="28" height="28"><span>Breakwater</span></a>
      <dl class="figures" aria-label="Figures of the whole system">
        ${figure('events/s', this.#rate === null ? null : Math.round(this.#rate))}
        ${figure('received', stats.exceptions?.received)}
        ${figure('duplicate', stats.exceptions?.duplicate)}
        ${figure('invalid', stats.exceptions?.invalid, stats.exceptions?.invalid ? 'warn' : '')}
        ${figure('work items', stats.work_items?.total)}
        ${figure('SLA running', stats.sla?.running)}
        ${figure('SLA breached', stats.sla?.breached, stats.sla?.breached ? 'bad' : '')}
        ${figure('notified', stats.notifications?.sent)}
      </dl>
      ${this.#who()}
      <span class="connection ${state()}" role="status" title=${meaning}>${label}</span>`;
  }
}
customElements.define('bw-top-bar', TopBar);
