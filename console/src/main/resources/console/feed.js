/**
 * One server-sent event feed that comes back by itself. A hidden page closes it: browsers allow six
 * connections to a server, and an operator has many tabs.
 */
import { forgetFeed, reportFeed } from './connection.js';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

export class Feed {
  #source;
  #retry;
  #retryMs = FIRST_RETRY_MS;
  #lastId = '';

  /**
   * @param name for the connection state
   * @param address (lastId) => URL; lastId is '' at first
   * @param handlers by event name, each (data, id) => void
   * @param opened is called each time the feed opens: what happened before is not in it
   */
  constructor(name, address, handlers, opened = () => {}) {
    this.name = name;
    this.address = address;
    this.handlers = handlers;
    this.opened = opened;
    this.open = false;
  }

  start() {
    document.addEventListener('visibilitychange', this.#onVisibility);
    if (!document.hidden) this.#connect();
  }

  stop() {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#disconnect();
    forgetFeed(this.name);
  }

  #onVisibility = () => {
    this.#disconnect();
    if (!document.hidden) this.#connect();
  };

  #connect() {
    const source = (this.#source = new EventSource(this.address(this.#lastId)));
    source.onopen = () => {
      this.#retryMs = FIRST_RETRY_MS;
      this.#report(true);
      this.opened();
    };
    source.onerror = () => {
      this.#report(false);
      // CONNECTING: the browser tries again itself. CLOSED: it gave up, for example after a 503.
      if (source.readyState === EventSource.CLOSED) this.#later();
    };
    for (const [event, handle] of Object.entries(this.handlers)) {
      source.addEventListener(event, (message) => {
        if (message.lastEventId) this.#lastId = message.lastEventId;
        if (message.data) handle(JSON.parse(message.data), message.lastEventId);
      });
    }
  }

  #later() {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  #disconnect() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  #report(open) {
    this.open = open;
    reportFeed(this.name, open);
  }
}
