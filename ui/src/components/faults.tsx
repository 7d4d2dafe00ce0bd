// faults.tsx - the wrong fields of a refusal, each under the name that its form gives it.
import type { i18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Fault, Refusal } from '../api/client';

/** "content.figures[2].unit" -> ["figures", "2", "unit"] */
export function pathParts(path: string): string[] {
  return path
    .replace(/^content\.?/, '')
    .split(/[.[\]]+/)
    .filter(Boolean);
}

/** "至少 4 个字，现有 1 个；填的是：短". The hub says it in the reader's language; no secret comes back. */
export function faultWords({ expected, got }: Pick<Fault, 'expected' | 'got'>, { t }: i18n): string {
  return got ? t('fault.withValue', { expected, got }) : expected;
}

export function useFaultWords(): (fault: Pick<Fault, 'expected' | 'got'>) => string {
  const { i18n } = useTranslation();
  return (fault) => faultWords(fault, i18n);
}

/** "指标 · 第 3 项 · 单位" */
export function fieldLabel(path: string, { t, exists }: i18n): string {
  const word = (part: string) => (exists(`fieldName.${part}`) ? t(`fieldName.${part}` as 'fieldName.title') : part);
  return pathParts(path)
    .map((part) => (/^\d+$/.test(part) ? t('fault.row', { n: Number(part) + 1 }) : word(part)))
    .join(' · ');
}

export function useFieldLabel(): (path: string) => string {
  const { i18n } = useTranslation();
  return (path) => fieldLabel(path, i18n);
}

export function faultsOf(refusal: unknown, member: string): Fault[] {
  const faults = (refusal as Refusal | null)?.faults ?? [];
  return faults.filter(({ path }) => pathParts(path)[0] === member);
}

export function FaultList({ refusal, onOpen }: { refusal: Refusal; onOpen?: (member: string) => void }) {
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
