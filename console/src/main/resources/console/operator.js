/** Who acts: whose token it is. Whoever sits at the server's machine goes by any name; it is kept in this browser. */
const KEY = 'breakwater.operator';
const ROLES = ['viewer', 'operator', 'lead', 'admin'];

let me = null;

/** Fires "change" when somebody has signed in or out. */
export const signIn = new EventTarget();

/** What the server says of whoever asks; null while nobody is signed in. */
export const who = () => me;

export function signedIn(answer) {
  me = answer;
  signIn.dispatchEvent(new Event('change'));
}

export const signedOut = () => signedIn(null);

export const goesByAnyName = () => me?.local ?? true;

export const operator = () => (goesByAnyName() ? (localStorage.getItem(KEY) ?? me?.name ?? '') : me.name);

export const setOperator = (name) => localStorage.setItem(KEY, name.trim());

/** Whether they have this role, or one that includes it, on a desk. Unknown counts as yes: the server decides. */
export function may(role, desk) {
  if (!me?.roles) return true;
  return ROLES.slice(ROLES.indexOf(role)).some((held) => me.roles[held]?.some((name) => name === 'all' || name === desk));
}
