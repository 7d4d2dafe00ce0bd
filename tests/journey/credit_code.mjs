// credit_code.mjs - unified social credit codes with right check digits (GB 32100), for invented organisations.
const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const inner_weights = [3, 7, 9, 10, 5, 8, 4, 2];

function innerCheck(body) {
  const sum = [...body].reduce((total, character, place) => total + Number.parseInt(character, 36) * inner_weights[place], 0);
  const rest = 11 - (sum % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}

export function creditCode() {
  const body = Array.from({ length: 8 }, () => Math.floor(Math.random() * 10)).join('');
  const first = `91310000${body}${innerCheck(body)}`;
  let weight = 1;
  let sum = 0;
  for (const character of first) {
    sum += characters.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return first + characters[(31 - (sum % 31)) % 31];
}
