// text_language.ts - which of the hub's languages a text looks like.
const enough = 20;

/** By its letters: one Han character says about as much as three Latin letters. Nothing while there is too little of it. */
export function languageOf(text: string): 'zh' | 'en' | undefined {
  const han = (text.match(/\p{Script=Han}/gu) ?? []).length;
  const latin = (text.match(/\p{Script=Latin}/gu) ?? []).length / 3;
  if (han + latin < enough) return undefined;
  return han * 2 >= latin ? 'zh' : 'en';
}
