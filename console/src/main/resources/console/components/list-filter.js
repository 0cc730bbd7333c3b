import { html } from 'lit';

const TYPING_MS = 250;
const timers = new WeakMap();

/** A choice among values; each is [value, label]. */
export const choice = (label, values, chosen, set) => html`
  <label class="field">
    <span class="sr">${label}</span>
    <select .value=${chosen} @change=${(e) => set(e.target.value)}>
      ${values.map(([value, name]) => html`<option value=${value} ?selected=${value === chosen}>${name}</option>`)}
    </select>
  </label>`;

/** A text to look for, set when typing has paused. */
export const search = (host, id, label, value, set) => html`
  <input id=${id} type="search" aria-label=${label} placeholder=${label} .value=${value}
    @input=${(e) => {
      const text = e.target.value.trim();
      clearTimeout(timers.get(host)?.[id]);
      timers.set(host, { ...timers.get(host), [id]: setTimeout(() => set(text), TYPING_MS) });
    }}>`;
