/**
 * Loads something again and again while its host is on the page and the page is visible. The last value
 * stays while a load fails: old figures with an error beside them are better than none.
 */
export class Poll {
  value = null;
  error = null;
  loading = false;
  #timer;
  #abort;

  /**
   * @param load async (signal) => value
   * @param everyMs 0 to load only on refresh()
   */
  constructor(host, load, everyMs) {
    this.host = host;
    this.load = load;
    this.everyMs = everyMs;
    host.addController(this);
  }

  hostConnected() {
    this.refresh();
    if (this.everyMs) this.#timer = setInterval(() => document.hidden || this.loading || this.refresh(), this.everyMs);
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  hostDisconnected() {
    clearInterval(this.#timer);
    this.#abort?.abort();
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  #onVisible = () => document.hidden || this.refresh();

  /** Drops the value: what comes next is about something else. */
  reset() {
    this.value = null;
    this.error = null;
    return this.refresh();
  }

  /** Loads now; an earlier load still under way is given up. */
  async refresh() {
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    this.loading = true;
    this.host.requestUpdate();
    try {
      const value = await this.load(abort.signal);
      if (abort.signal.aborted) return;
      this.value = value;
      this.error = null;
    } catch (e) {
      if (abort.signal.aborted) return;
      this.error = e;
    }
    this.loading = false;
    this.host.requestUpdate();
  }
}
