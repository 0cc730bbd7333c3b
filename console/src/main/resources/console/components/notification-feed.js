import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, url } from '../api.js';
import { Feed } from '../feed.js';
import { time, words } from '../format.js';
import { hash } from '../route.js';
import { Element } from './element.js';
import { empty, priority } from './parts.js';

const KEPT = 200;
const RECENT = 50;
const FLUSH_MS = 250;

/** Who was told what, the latest first. */
class NotificationFeed extends Element {
  static properties = { desk: {}, onlyDesk: { state: true }, shut: { state: true } };

  #notifications = [];
  #pending = [];
  #flush;
  #feed = new Feed(
    'notifications',
    () => url('/notifications'),
    { notification: (n) => this.#pending.push(n) },
    () => this.#recent(),
  );

  constructor() {
    super();
    this.onlyDesk = false;
    this.shut = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#feed.start();
    this.#flush = setInterval(() => this.#take(), FLUSH_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#feed.stop();
    clearInterval(this.#flush);
  }

  async #recent() {
    try {
      const page = await get('/notifications', { limit: RECENT });
      this.#pending.unshift(...page.items);
    } catch {
      // The connection state says so, and the feed goes on by itself.
    }
  }

  /** The same notification again is its next status, not another one. */
  #take() {
    if (!this.#pending.length) return;
    const byId = new Map(this.#notifications.map((n) => [n.id, n]));
    for (const n of this.#pending.splice(0)) byId.set(n.id, n);
    this.#notifications = [...byId.values()].sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at)).slice(0, KEPT);
    this.requestUpdate();
  }

  render() {
    const shown = this.onlyDesk && this.desk ? this.#notifications.filter((n) => n.desk === this.desk) : this.#notifications;
    return html`
      <header class="feed-head">
        <h2><button type="button" class="fold" aria-expanded=${!this.shut} aria-controls="feed" @click=${() => (this.shut = !this.shut)}>Notifications</button></h2>
        ${this.desk
          ? html`<label class="check"><input type="checkbox" .checked=${this.onlyDesk} @change=${(e) => (this.onlyDesk = e.target.checked)}> only ${this.desk}</label>`
          : nothing}
      </header>
      <div id="feed" class="scroll" ?hidden=${this.shut}>
        ${shown.length
          ? html`<ol class="feed" aria-live="off">${repeat(shown, (n) => n.id, row)}</ol>`
          : empty('Nobody has been told anything yet.')}
      </div>`;
  }
}

const row = (n) => html`
  <li>
    <time class="muted num" datetime=${n.created_at} title=${time(n.created_at)}>${clock(n.created_at)}</time>
    ${priority(n.priority)}
    <span class="status ${n.status.toLowerCase()}" title=${n.reason ?? nothing}>${words(n.status)}</span>
    <span class="muted">${n.channel} → ${n.recipient}</span>
    <a href=${hash({ desk: n.desk, item: n.work_item_id })}>${n.subject}</a>
  </li>`;

const clock = (instant) => new Date(instant).toLocaleTimeString('en-GB');
customElements.define('bw-notification-feed', NotificationFeed);
