// carried_text.ts - the paragraph of the home page on its way into the wizard (also over a sign-in).
const place = 'shuniu.problem';

export function keepProblemText(text: string): void {
  if (text.trim()) sessionStorage.setItem(place, text.trim());
}

export function takeProblemText(): string {
  const text = sessionStorage.getItem(place) ?? '';
  sessionStorage.removeItem(place);
  return text;
}
