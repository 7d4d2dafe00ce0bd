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

/** "至少 4 个字，现有 1 个；填的是：短". The hub says it in the reader's language; no secret comes back. */
export function useFaultWords(): (fault: Pick<Fault, 'expected' | 'got'>) => string {
  const { t } = useTranslation();
  return ({ expected, got }) => (got ? t('fault.withValue', { expected, got }) : expected);
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
