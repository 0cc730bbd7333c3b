import { html, nothing } from 'lit';
import { get } from '../api.js';
import { time } from '../format.js';
import { Poll } from '../poll.js';
import { hash } from '../route.js';
import { Element } from './element.js';
import { facts, polled } from './parts.js';
import './dead-letter-replay.js';

/** One refused record: why, what it was, what became of it, and the way to correct it. */
class DeadLetterDetail extends Element {
  static properties = { letterId: {} };

  // Not again and again: nothing here changes but by somebody's replay, and a form is being filled in.
  #letter = new Poll(this, (signal) => get(`/dead-letters/${encodeURIComponent(this.letterId)}`, {}, signal), 0);

  willUpdate(changed) {
    if (changed.get('letterId')) this.#letter.reset();
  }

  render() {
    return html`
      <div class="detail-head">
        <h2>Dead letter</h2>
        <a class="close" href=${hash({ page: 'dead-letters' })} aria-label="Close the dead letter" title="Close (Esc)">×</a>
      </div>
      ${polled(this.#letter, 'the dead letter', (letter) => this.#whole(letter))}`;
  }

  #whole(letter) {
    const headers = Object.entries(letter.headers ?? {});
    return html`
      <div class="title"><h3>${letter.code}</h3><p class="wrap">${letter.reason}</p></div>
      ${facts([
        ['Field', letter.field],
        ['Source', letter.source_id],
        ['Exception', letter.exception_id],
        ['Ingested', time(letter.origin.ingested_at)],
        ['Record', html`<span class="mono small wrap">${letter.id}</span>`],
        ['Trace', html`<a class="mono small wrap" href=${hash({ trace: letter.trace_id })}>${letter.trace_id}</a>`],
      ])}
      ${letter.history?.length ? this.#history(letter.history) : nothing}
      <section><h4>Correct and send again</h4>
        <bw-dead-letter-replay .letter=${letter} @done=${() => this.#letter.refresh()}></bw-dead-letter-replay>
      </section>
      <section><h4>Payload as it came${letter.base64 ? ' (base64)' : ''}</h4><pre class="payload">${letter.payload}</pre></section>
      ${headers.length ? html`<section><h4>Headers</h4>${facts(headers.map(([name, value]) => [name, html`<span class="mono small wrap">${value}</span>`]))}</section>` : nothing}`;
  }

  #history(replays) {
    return html`<section><h4>Sent again</h4>
      <ul>${replays.map((r) => html`<li>${time(r.at)} by ${r.by} as <span class="mono small wrap">${r.topic}-${r.partition}@${r.offset}</span></li>`)}</ul>
    </section>`;
  }
}
customElements.define('bw-dead-letter-detail', DeadLetterDetail);
