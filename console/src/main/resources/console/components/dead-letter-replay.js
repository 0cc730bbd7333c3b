import { html, nothing } from 'lit';
import { post } from '../api.js';
import { operator } from '../operator.js';
import { hash } from '../route.js';
import { Element } from './element.js';

/** The form that corrects a payload and sends it again. The server decides whether it is an event now. */
class DeadLetterReplay extends Element {
  static properties = { letter: {}, busy: { state: true }, error: { state: true }, sent: { state: true } };

  willUpdate(changed) {
    if (changed.has('letter') && changed.get('letter')?.id !== this.letter.id) {
      this.error = null;
      this.sent = null;
    }
  }

  get #original() {
    return this.letter.base64 ? '' : this.letter.payload;
  }

  async #send(e) {
    e.preventDefault();
    const by = operator();
    if (!by) {
      this.error = 'Say who you are first: put your name in the field at the top.';
      document.getElementById('operator')?.focus();
      return;
    }
    const form = new FormData(e.target);
    // A text field has no CR: what nobody touched is not sent, so that it stays as it came.
    const text = e.target.elements.payload.value;
    const payload = text === this.#original.replace(/\r\n?/g, '\n') ? undefined : text;
    this.busy = true;
    this.error = null;
    try {
      this.sent = await post(`/dead-letters/${encodeURIComponent(this.letter.id)}/replay`, { by, payload, again: form.get('again') === 'on' || undefined });
      this.dispatchEvent(new CustomEvent('done', { bubbles: true }));
    } catch (problem) {
      this.error = problem.message;
    }
    this.busy = false;
  }

  render() {
    const replayed = this.letter.state === 'REPLAYED';
    return html`
      ${this.letter.not_replayable ? html`<p class="note">${this.letter.not_replayable}</p>` : nothing}
      <form class="action" @submit=${(e) => this.#send(e)}>
        <label class="whole">Payload
          <textarea name="payload" class="mono" rows="10" spellcheck="false" .value=${this.#original}></textarea></label>
        ${replayed ? html`<label class="check"><input type="checkbox" name="again"> Send it once more</label>` : nothing}
        <button class="primary" ?disabled=${this.busy}>Send again</button>
      </form>
      ${this.error ? html`<p class="failure" role="alert">${this.error}</p>` : nothing}
      ${this.sent
        ? html`<p class="note" role="status">Sent again, in its <a href=${hash({ trace: this.sent.trace_id })}>original trace</a>.</p>`
        : nothing}`;
  }
}
customElements.define('bw-dead-letter-replay', DeadLetterReplay);
