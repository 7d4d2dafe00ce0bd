// faults.tsx - the wrong fields of a refusal, each under the name that its form gives it.
import { useTranslation } from 'react-i18next';
import type { Fault, Refusal, Schemas } from '../api/client';

/** "content.figures[2].unit" -> ["figures", "2", "unit"] */
export function pathParts(path: string): string[] {
  return path
    .replace(/^content\.?/, '')
    .split(/[.[\]]+/)
    .filter(Boolean);
}

const unquoted = (text: string) => text.replace(/^"(.*)"$/s, '$1');

type Translate = ReturnType<typeof useTranslation>['t'];

/** The hub says what it expected in English; the common sentences are said in the reader's language. */
function expectation(fault: Fault, t: Translate): string {
  const { expected } = fault;
  const least = /^text of at least (\d+) characters$/.exec(expected);
  if (least) return t('fault.atLeastCharacters', { n: least[1] });
  const between = /^text of (\d+) to (\d+) characters$/.exec(expected);
  if (between) return between[1] === between[2] ? t('fault.exactlyCharacters', { n: between[1] }) : t('fault.characters', { low: between[1], high: between[2] });
  const from = /^a day from (\S+) on$/.exec(expected);
  if (from) return t('fault.dayFrom', { date: from[1] });
  const upTo = /^a day up to (\S+)$/.exec(expected);
  if (upTo) return t('fault.dayUpTo', { date: upTo[1] });
  if (expected.startsWith('at least one technology field')) return t('fault.field');
  if (expected.startsWith('at least one patent')) return t('fault.patent');
  if (expected.startsWith('its number')) return t('fault.number');
  if (expected.startsWith('the upper end')) return t('fault.upperEnd');
  if (expected.startsWith('the declaration')) return t('fault.declaration');
  if (expected.startsWith('low_minor at most')) return t('fault.lowHigh');
  if (expected.includes('e-mail')) return t('fault.email');
  if (expected.startsWith('a code of ')) return t('fault.code', { got: unquoted(fault.got) });
  if (expected.startsWith('a date')) return t('fault.date');
  if (expected.startsWith('a decimal')) return t('fault.decimal');
  const whole = /^a whole number from (\S+) to (\S+)$/.exec(expected);
  if (whole) return t('fault.whole', { low: whole[1], high: whole[2] });
  const oneOf = /^one of (.+)$/.exec(expected);
  if (oneOf) return t('fault.oneOf', { list: oneOf[1] });
  return fault.got ? t('fault.general', { expected, got: fault.got }) : expected;
}

/** What came, in the reader's language where the hub only describes it. */
export function useGotWords(): (got: string) => string {
  const { t } = useTranslation();
  return (got) => {
    if (got === '' || got === 'nothing') return t('fault.nothing');
    const characters = /^(?:text of )?(\d+) characters$/.exec(got);
    if (characters) return t('fault.gotCharacters', { n: characters[1] });
    const count = /^number (\S+)$/.exec(got);
    if (count) return t('fault.gotNumber', { n: count[1] });
    return got === 'text' ? t('fault.gotText') : unquoted(got);
  };
}

export function useFaultWords(): (fault: Fault) => string {
  const { t } = useTranslation();
  return (fault) => expectation(fault, t);
}

/** "指标第 3 行 · 单位" */
export function useFieldLabel(): (path: string) => string {
  const { t, i18n } = useTranslation();
  const word = (part: string) => (i18n.exists(`fieldName.${part}`) ? t(`fieldName.${part}` as 'fieldName.title') : part);
  return (path) =>
    pathParts(path)
      .map((part) => (/^\d+$/.test(part) ? t('fault.row', { n: Number(part) + 1 }) : word(part)))
      .join(' · ');
}

export function faultsOf(refusal: unknown, member: string): Fault[] {
  const faults = (refusal as Refusal | null)?.faults ?? [];
  return faults.filter(({ path }) => pathParts(path)[0] === member);
}

export function FaultList({ refusal, onOpen }: { refusal: Refusal; kind?: Schemas['ItemKind']; onOpen?: (member: string) => void }) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const words = useFaultWords();
  return (
    <div className="alert cinnabar" role="alert">
      <p>
        <strong>{refusal.message || t('fault.some')}</strong>
      </p>
      <ul className="fault-list">
        {refusal.faults.map((fault, place) => (
          <li key={place}>
            {onOpen ? (
              <button type="button" className="link-button" onClick={() => onOpen(pathParts(fault.path)[0] ?? '')}>
                {label(fault.path)}
              </button>
            ) : (
              <strong>{label(fault.path)}</strong>
            )}
            {t('fault.colon')}
            {words(fault)}
          </li>
        ))}
      </ul>
    </div>
  );
}
