import { html, nothing } from 'lit';
import { get } from './api.js';
import { connection } from './connection.js';
import { Element } from './components/element.js';
import { signedIn, signedOut, signIn, who } from './operator.js';
import { hash, PAGES, parse } from './route.js';
import './components/sign-in.js';
import './components/top-bar.js';
import './components/desk-list.js';
import './components/work-queue.js';
import './components/item-detail.js';
import './components/trace-hops.js';
import './components/notification-feed.js';
import './components/sla-report.js';
import './components/incident-list.js';
import './components/incident-detail.js';
import './components/dead-letter-list.js';
import './components/dead-letter-detail.js';
import './components/flow-page.js';
import './components/silence-page.js';

/** The page: the parts in their places, and the URL's hash as the one source of what is chosen. */
class App extends Element {
  static properties = { place: { state: true }, desks: { state: true }, itemDesk: { state: true }, access: { state: true } };

  #fullest = null;

  constructor() {
    super();
    this.place = parse(location.hash);
    this.desks = null;
    this.itemDesk = null;
    this.access = 'asked';
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#moved);
    window.addEventListener('keydown', this.#keys);
    signIn.addEventListener('change', this.#signed);
    connection.addEventListener('change', this.#ask);
    this.#ask();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#moved);
    window.removeEventListener('keydown', this.#keys);
    signIn.removeEventListener('change', this.#signed);
    connection.removeEventListener('change', this.#ask);
  }

  #signed = () => (this.access = who() ? 'in' : 'out');

  /** Who asks; a server that does not answer now is asked again when it does, and the page says so meanwhile. */
  #ask = async () => {
    if (this.access === 'in' && who()) return;
    try {
      signedIn(await get('/me'));
    } catch (e) {
      if (e.status === 401) signedOut();
      else if (this.access === 'asked') this.access = 'in';
    }
  };

  #moved = () => {
    this.place = parse(location.hash);
    this.itemDesk = null;
  };

  #keys = (e) => {
    const typing = e.target.closest?.('input, select, textarea');
    if (e.key === '/' && !typing) {
      e.preventDefault();
      document.getElementById('filter')?.focus();
    } else if (e.key === 'Escape' && !typing && this.place.id) {
      location.hash = hash({ page: this.place.page });
    } else if (e.key === 'Escape' && (this.place.item || this.place.trace)) {
      location.hash = hash({ desk: this.#desk });
    }
  };

  /** The desk of the URL, else that of the item in the URL, else the one that was fullest at first. */
  get #desk() {
    return this.place.desk ?? this.itemDesk ?? (this.place.item ? null : this.#fullest);
  }

  render() {
    if (this.access === 'asked') return nothing;
    if (this.access === 'out') return html`<bw-sign-in></bw-sign-in>`;
    const { page } = this.place;
    return html`
      <a class="skip" href="#queue" @click=${this.#skip}>Skip to the ${page ? 'content' : 'queue'}</a>
      <header class="top">
        <bw-top-bar></bw-top-bar>
        <div class="pages" role="navigation" aria-label="Pages">
          ${[[null, 'Work'], ...Object.entries(PAGES)].map(
            ([name, label]) => html`<a href=${hash({ page: name })} aria-current=${name === page ? 'page' : nothing}>${label}</a>`,
          )}
        </div>
      </header>
      ${page ? this.#page(page, this.place.id) : this.#work()}`;
  }

  #page(page, id) {
    const part = {
      incidents: () => [html`<bw-incident-list .chosen=${id}></bw-incident-list>`, html`<bw-incident-detail .incidentId=${id}></bw-incident-detail>`],
      'dead-letters': () => [html`<bw-dead-letter-list .chosen=${id}></bw-dead-letter-list>`, html`<bw-dead-letter-detail .letterId=${id}></bw-dead-letter-detail>`],
      silences: () => [html`<bw-silence-page></bw-silence-page>`, nothing],
      flow: () => [html`<bw-flow-page></bw-flow-page>`, nothing],
      report: () => [html`<bw-sla-report></bw-sla-report>`, nothing],
    };
    const [list, detail] = part[page]();
    const open = id && detail !== nothing;
    return html`
      <main class=${open ? 'page with-detail' : 'page'}>
        <section id="queue" tabindex="-1" aria-label=${PAGES[page]}>${list}</section>
        ${open ? html`<aside aria-label="Detail">${detail}</aside>` : nothing}
      </main>`;
  }

  #work() {
    const { item, trace } = this.place;
    return html`
      <main class=${item || trace ? 'with-detail' : ''}>
        <nav aria-label="Desks"><bw-desk-list .chosen=${this.#desk} @desks=${(e) => this.#arrived(e.detail)}></bw-desk-list></nav>
        <section id="queue" tabindex="-1" aria-label="Work queue">
          <bw-work-queue .desk=${this.#desk} .chosen=${item} @work-item=${(e) => this.#changed(e.detail)}></bw-work-queue>
        </section>
        ${item || trace ? html`<aside aria-label=${item ? 'Work item' : 'Trace'}>${item ? this.#item(item) : this.#trace(trace)}</aside>` : nothing}
      </main>
      <footer><bw-notification-feed .desk=${this.#desk}></bw-notification-feed></footer>`;
  }

  #item(id) {
    return html`<bw-item-detail .itemId=${id} .desks=${this.desks} @item=${(e) => (this.itemDesk = e.detail.desk)}></bw-item-detail>`;
  }

  #trace(id) {
    return html`
      <div class="detail-head"><h2>Trace</h2>
        <a class="close" href=${hash({ desk: this.#desk })} aria-label="Close the trace" title="Close (Esc)">×</a></div>
      <p class="mono small wrap">${id}</p>
      <bw-trace-hops .traceId=${id}></bw-trace-hops>`;
  }

  #arrived(desks) {
    this.desks = desks;
    this.#fullest ??= desks.reduce((a, b) => (a && a.open >= b.open ? a : b), null)?.name ?? null;
  }

  #changed(item) {
    this.querySelector('bw-item-detail')?.changed(item);
  }

  /** A plain #queue would be read as a place. */
  #skip(e) {
    e.preventDefault();
    document.getElementById('queue').focus();
  }
}
customElements.define('bw-app', App);
