// columns.tsx - how the hub reads the columns of a file, before it is imported: every column with its first value, what that
// means, and another reading where the hub was wrong.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sendBytes, type Schemas } from '../../api/client';
import { useFieldLabel } from '../../components/faults';
import { Failed, SkeletonRows } from '../../components/states';
import { isUnread, readAs, type Readings } from './readings';

type Preview = Schemas['ImportPreview'];
type Column = Schemas['PreviewedColumn'];

export interface ChosenFile {
  file: File;
  kind: 'need' | 'offer';
  /** Tells files apart that bear one name. */
  number: number;
}

export function importAddress(way: '/v1/imports' | '/v1/imports/preview', { file, kind }: ChosenFile, columns: string[] | undefined): string {
  const said = (columns ?? []).map((name) => `&columns=${encodeURIComponent(name)}`).join('');
  return `${way}?kind=${kind}&name=${encodeURIComponent(file.name)}${said}`;
}

export function usePreview(chosen: ChosenFile | undefined, columns: string[] | undefined) {
  return useQuery({
    queryKey: ['import-preview', chosen?.number, chosen?.kind, columns],
    queryFn: async () => (chosen ? sendBytes<Preview>(importAddress('/v1/imports/preview', chosen, columns), chosen.file, () => {}) : undefined),
    enabled: chosen !== undefined,
    // The table stays while another reading is tried, and goes with its file.
    placeholderData: (before, query) => (query?.queryKey[1] === chosen?.number && query?.queryKey[2] === chosen?.kind ? keepPreviousData(before) : undefined),
  });
}

function Reading({ column, preview, unread, value, read }: { column: Column; preview: Preview; unread: boolean; value: string; read: (name: string) => void }) {
  const { t } = useTranslation();
  return (
    <select
      className="input"
      aria-label={t('import.readAsOne', { heading: column.heading })}
      aria-invalid={unread || undefined}
      value={unread ? '?' : value}
      onChange={(event) => read(event.target.value)}
    >
      {unread && (
        <option value="?" disabled>
          {t('import.unread')}
        </option>
      )}
      <option value="">{t('import.leaveOut')}</option>
      {(preview.choices ?? []).map(({ name, required }) => (
        <option key={name} value={name}>
          {required ? t('import.requiredName', { name }) : name}
        </option>
      ))}
    </select>
  );
}

function Meaning({ column, unread }: { column: Column; unread: boolean }) {
  const { t } = useTranslation();
  if (unread) return <span className="column-fault">{t('import.unreadHint')}</span>;
  if (column.fault && column.member) return <span className="column-fault">{column.fault}</span>;
  if (!column.member) return <span className="faint">{t('import.leftOut')}</span>;
  return column.meaning === undefined ? <span className="faint">{t('fault.nothing')}</span> : <span className="meaning">{column.meaning}</span>;
}

interface Properties {
  chosen: ChosenFile;
  readings: Readings;
  setReadings: (readings: Readings) => void;
  preview: ReturnType<typeof usePreview>;
  /** As the hub reads the file when it is told nothing: what it does not know shows there. */
  own: Preview | undefined;
}

export function Columns({ readings, setReadings, preview: { data, error, refetch }, own }: Properties) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={3} />;
  const columns = data.columns ?? [];
  const unread = (place: number) => isUnread(own?.columns?.[place] ?? { name: '', member: '' }, place, readings);
  const read = (place: number, name: string) => setReadings(readAs(columns, readings, place, name));
  if (columns.length === 0) return <p className="soft">{t('import.noColumns')}</p>;
  return (
    <section className="stack" aria-labelledby="columns-title">
      <div>
        <h2 id="columns-title">{t('import.columnsTitle')}</h2>
        <p className="soft">{t('import.columnsWhy', { line: data.header_line })}</p>
      </div>
      {(data.missing ?? []).length > 0 && (
        <p className="alert amber" role="status">
          {t('import.missing', { names: (data.missing ?? []).map((member) => data.choices?.find((choice) => choice.member === member)?.name ?? label(member)).join(t('why.listComma')) })}
        </p>
      )}
      <div className="table-frame" tabIndex={0} role="region" aria-label={t('import.columnsTitle')}>
        <table className="table stacked columns-table">
          <thead>
            <tr>
              <th scope="col">{t('import.heading')}</th>
              <th scope="col">{t('import.readAs')}</th>
              <th scope="col">{t('import.sample')}</th>
              <th scope="col">{t('import.meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column, place) => (
              <tr key={place}>
                <td data-label={t('import.heading')}>
                  <strong>{column.heading || t('fault.nothing')}</strong>
                </td>
                <td data-label={t('import.readAs')}>
                  <Reading column={column} preview={data} unread={unread(place)} value={readings[place] ?? column.name} read={(name) => read(place, name)} />
                </td>
                <td data-label={t('import.sample')}>
                  <span className="sample">{column.sample}</span>
                </td>
                <td data-label={t('import.meaning')}>
                  <Meaning column={column} unread={unread(place)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
