import { html, nothing } from 'lit';
import { post } from '../api.js';
import { operator } from '../operator.js';
import { isOpen } from '../queue.js';
import { Element } from './element.js';

const NOT_ACKNOWLEDGED = new Set(['HELD', 'QUEUED', 'ASSIGNED']);

/** What an operator can do with an item now. The server decides; this only hides what it would refuse. */
class ItemActions extends Element {
  static properties = { item: {}, members: {}, form: { state: true }, busy: { state: true }, error: { state: true } };

  willUpdate(changed) {
    if (changed.has('item') && changed.get('item')?.work_item_id !== this.item.work_item_id) {
      this.form = null;
      this.error = null;
    }
  }

  async #do(operation, body = {}) {
    const by = operator();
    if (!by) {
      this.error = 'Say who you are first: put your name in the field at the top.';
      document.getElementById('operator')?.focus();
      return;
    }
    this.busy = true;
    this.error = null;
    try {
      await post(`/work-items/${encodeURIComponent(this.item.work_item_id)}/${operation}`, { by, ...body, expected_version: this.item.version });
      this.form = null;
    } catch (e) {
      this.error = e.message;
    }
    this.busy = false;
    this.dispatchEvent(new CustomEvent('done', { bubbles: true })); // also after a refusal: the item has changed
  }

  #submit(operation, fields) {
    return (e) => {
      e.preventDefault();
      const data = new FormData(e.target);
      this.#do(operation, Object.fromEntries(fields.map((f) => [f, data.get(f)?.trim() || undefined])));
    };
  }

  render() {
    if (!isOpen(this.item)) return html`<p class="note">Done. A new RAISED event from upstream reopens it.</p>`;
    return html`
      <div class="actions" role="group" aria-label="What you can do">
        ${NOT_ACKNOWLEDGED.has(this.item.state)
          ? html`<button type="button" class="primary" ?disabled=${this.busy} @click=${() => this.#do('acknowledge')}>Acknowledge</button>`
          : nothing}
        ${this.#toggle('assign', 'Assign…')} ${this.#toggle('resolve', 'Resolve…')}
      </div>
      ${this.form === 'assign' ? this.#assign() : nothing} ${this.form === 'resolve' ? this.#resolve() : nothing}
      ${this.error ? html`<p class="failure" role="alert">${this.error}</p>` : nothing}`;
  }

  #toggle(form, label) {
    return html`<button type="button" ?disabled=${this.busy} aria-expanded=${this.form === form}
      @click=${() => (this.form = this.form === form ? null : form)}>${label}</button>`;
  }

  #assign() {
    const load = ({ open, capacity }) => (capacity ? `${open} of ${capacity}` : `${open} open`);
    return html`
      <form class="action" @submit=${this.#submit('assign', ['assignee'])}>
        <label>To <input name="assignee" list="members" required maxlength="60" autocomplete="off" .value=${operator()}></label>
        <datalist id="members">${this.members.map((m) => html`<option value=${m.name}>${load(m)}</option>`)}</datalist>
        <button class="primary" ?disabled=${this.busy}>Assign</button>
        ${this.members.length
          ? html`<p class="muted small">${this.members.map((m) => `${m.name} ${load(m)}`).join(' · ')}</p>`
          : nothing}
      </form>`;
  }

  #resolve() {
    return html`
      <form class="action" @submit=${this.#submit('resolve', ['code', 'note'])}>
        <label>Code <input name="code" maxlength="60" autocomplete="off" .value=${'fixed'} required></label>
        <label>Note <textarea name="note" rows="2" maxlength="2000" placeholder="What fixed it"></textarea></label>
        <button class="primary" ?disabled=${this.busy}>Resolve</button>
      </form>`;
  }
}
customElements.define('bw-item-actions', ItemActions);
