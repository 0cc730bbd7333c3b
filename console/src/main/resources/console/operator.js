/** Who acts. There is no sign-in yet: the name is what the operator says, kept in this browser. */
const KEY = 'breakwater.operator';

export const operator = () => localStorage.getItem(KEY) ?? '';

export const setOperator = (name) => localStorage.setItem(KEY, name.trim());
