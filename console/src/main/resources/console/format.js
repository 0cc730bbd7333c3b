/** How values look. Pure: the time comes in as an argument. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const whole = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const stamp = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

export const number = (n) => (n === undefined || n === null ? '–' : whole.format(n));

/** 1234 as 1.2K, for narrow places; the exact figure belongs in a title. */
export const short = (n) => (n === undefined || n === null ? '–' : n < 10_000 ? whole.format(n) : compact.format(n));

/** 0.2 as "0.2", 21 as "21", 1234.5 as "1,235". */
export const rate = (n) => (n === undefined || n === null ? '–' : n > 0 && n < 10 ? n.toFixed(1) : whole.format(Math.round(n)));

/** 0.504 as "50%". */
export const percent = (share) => (share === undefined || share === null ? '–' : `${Math.round(share * 100)}%`);

/** 2048 as "2.0 KiB". */
export function bytes(n) {
  if (n === undefined || n === null) return '–';
  const power = n < 1024 ? 0 : Math.min(3, Math.floor(Math.log2(n) / 10));
  return power ? `${(n / 1024 ** power).toFixed(1)} ${['KiB', 'MiB', 'GiB'][power - 1]}` : `${n} B`;
}

/** 42 as "42 ms", from a second on as duration. */
export const elapsed = (ms) => (ms === undefined || ms === null ? '–' : Math.abs(ms) < SECOND ? `${Math.round(ms)} ms` : duration(ms));

/** "45 s", "12 min", "3 h 05 min", "2 d 4 h": the two largest units, of the magnitude. */
export function duration(ms) {
  const t = Math.abs(ms);
  if (t < MINUTE) return `${Math.floor(t / SECOND)} s`;
  if (t < HOUR) return `${Math.floor(t / MINUTE)} min`;
  if (t < DAY) return `${Math.floor(t / HOUR)} h ${String(Math.floor((t % HOUR) / MINUTE)).padStart(2, '0')} min`;
  return `${Math.floor(t / DAY)} d ${Math.floor((t % DAY) / HOUR)} h`;
}

/** How long ago an instant was. */
export function age(instant, now) {
  return instant ? duration(Math.max(0, now - Date.parse(instant))) : '–';
}

/** A deadline seen from now: "in 4 min" or "12 min over". */
export function timeLeft(deadline, now) {
  const left = Date.parse(deadline) - now;
  return left >= 0 ? `${duration(left)} left` : `${duration(left)} over`;
}

/** Local date and time of an instant. */
export const time = (instant) => (instant ? stamp.format(new Date(instant)) : '–');

/** "GBP 1,250,000.00"; the amount alone if the currency is unknown to the browser. */
export function money(amount, currency) {
  if (amount === undefined || amount === null) return '';
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' }).format(amount);
  } catch {
    return `${whole.format(amount)} ${currency ?? ''}`.trim();
  }
}

/** ACKNOWLEDGED as "Acknowledged", AT_RISK as "At risk". */
export function words(constant) {
  const text = String(constant ?? '').replace(/[_-]/g, ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
