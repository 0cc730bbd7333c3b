import { html, nothing } from 'lit';
import { post } from '../api.js';
import { now } from '../clock.js';
import { may, operator } from '../operator.js';
import { isOpen } from '../queue.js';
import { Element } from './element.js';
import { FORMS } from './item-forms.js';
import { sentence } from './item-history.js';
import { time } from '../format.js';

const UNDO_MS = 30_000;
const NOT_UNDONE = new Set(['undone', 'merged', 'split-off', 'joined', 'parted', 'approval-requested', 'approval-ended']);
const NOT_ACKNOWLEDGED = new Set(['HELD', 'QUEUED', 'ASSIGNED', 'SNOOZED']);
const SET_ASIDE = new Set(['WAITING', 'SNOOZED']);

/** What an operator can do with an item now. The server decides; this only hides what it would refuse. */
class ItemActions extends Element {
  static properties = {
    item: {}, members: {}, desks: {}, last: {}, tick: {},
    form: { state: true }, more: { state: true }, busy: { state: true }, error: { state: true },
  };

  willUpdate(changed) {
    if (changed.has('item') && changed.get('item')?.work_item_id !== this.item.work_item_id) {
      this.form = null;
      this.more = false;
      this.error = null;
    }
  }

  async #do(operation, body = {}) {
    const by = operator();
    if (!by) {
      this.error = { message: 'Say who you are first: put your name in the field at the top.' };
      document.getElementById('operator')?.focus();
      return;
    }
    this.busy = true;
    this.error = null;
    try {
      await post(`/work-items/${encodeURIComponent(this.item.work_item_id)}/${operation}`, { by, ...body, expected_version: this.item.version });
      this.form = null;
    } catch (e) {
      this.error = e;
    }
    this.busy = false;
    this.dispatchEvent(new CustomEvent('done', { bubbles: true })); // also after a refusal: the item has changed
  }

  #submit(operation) {
    return (e) => {
      e.preventDefault();
      const data = {};
      for (const [name, value] of new FormData(e.target)) data[name] = value.trim() || undefined;
      this.#do(operation, FORMS[operation].body?.(data) ?? data);
    };
  }

  render() {
    const item = this.item;
    if (!may('operator', item.desk)) return html`<p class="note">You may look at the work of this desk.</p>`;
    return html`
      ${item.approval ? this.#approval(item.approval) : nothing}
      <div class="actions" role="group" aria-label="What you can do">
        ${isOpen(item) ? this.#open(item) : this.#done(item)} ${this.#undoable() ? this.#button('undo', 'Undo') : nothing}
      </div>
      ${this.form ? this.#form() : nothing}
      ${isOpen(item) || this.#taken() ? nothing : html`<p class="note">Done. A new RAISED event from upstream reopens it.</p>`}
      ${this.error ? this.#failure() : nothing}`;
  }

  #open(item) {
    return html`
      ${NOT_ACKNOWLEDGED.has(item.state) ? this.#button('acknowledge', 'Acknowledge', 'primary') : nothing}
      ${item.assignee ? nothing : this.#button('claim', 'Claim')}
      ${item.state === 'IN_PROGRESS' ? nothing : this.#button('start', 'Start')}
      ${SET_ASIDE.has(item.state) ? this.#button('resume', 'Resume') : nothing}
      ${this.#leads() ? this.#toggle('assign') : nothing} ${this.#toggle('resolve')}
      ${this.more
        ? html`${['wait', 'snooze', this.#leads() && 'transfer', 'escalate', 'comment', 'tag'].filter(Boolean).map((form) => this.#toggle(form))}
            ${item.assignee ? this.#button('unassign', 'Give back') : nothing}`
        : html`<button type="button" aria-expanded="false" @click=${() => (this.more = true)}>More actions</button>`}`;
  }

  /** Leads decide who works on what. */
  #leads() {
    return may('lead', this.item.desk);
  }

  #done(item) {
    if (this.#taken()) return this.#toggle('comment');
    return html`${item.state === 'RESOLVED' ? this.#button('close', 'Close', 'primary') : nothing}
      ${this.#toggle('reopen')} ${this.#toggle('comment')}`;
  }

  #taken() {
    return this.item.merged_into || this.item.absorbed_into;
  }

  /** Whoever did the last thing may take it back for half a minute. */
  #undoable() {
    const event = this.last?.event;
    return event && event.by === operator() && !NOT_UNDONE.has(event.type) && now() - Date.parse(event.occurred_at) < UNDO_MS;
  }

  #approval({ operation, requested_by: by, expires_at: until }) {
    return html`
      <div class="note approval" role="status">
        <p>${by} wants to ${operation.type} this, and somebody else has to agree until ${time(until)}.</p>
        <div class="actions">${by === operator() || !this.#leads() ? nothing : this.#button('approve', 'Approve', 'primary')} ${this.#toggle('reject')}</div>
      </div>`;
  }

  #button(operation, label, tone = '') {
    return html`<button type="button" class=${tone} ?disabled=${this.busy} @click=${() => this.#do(operation)}>${label}</button>`;
  }

  #toggle(form) {
    return html`<button type="button" ?disabled=${this.busy} aria-expanded=${this.form === form}
      @click=${() => (this.form = this.form === form ? null : form)}>${FORMS[form].label}…</button>`;
  }

  #form() {
    const { label, fields, after } = FORMS[this.form];
    const shown = { item: this.item, members: this.members, desks: this.desks ?? [] };
    const hint = after?.(shown);
    return html`
      <form class="action" @submit=${this.#submit(this.form)}>
        ${fields(shown)}
        <button class="primary" ?disabled=${this.busy}>${label}</button>
        ${hint ? html`<p class="muted small">${hint}</p>` : nothing}
      </form>`;
  }

  /** A conflict says what somebody else did meanwhile. */
  #failure() {
    const { message, changes } = this.error;
    return html`
      <div class="failure" role="alert">${message}${changes?.length
        ? html`<ul>${changes.map(({ sequence, event }) => html`<li>#${sequence} ${sentence(event)} by ${event.by}</li>`)}</ul>`
        : nothing}</div>`;
  }
}
customElements.define('bw-item-actions', ItemActions);
