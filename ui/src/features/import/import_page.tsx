// import_page.tsx - needs and offers from a spreadsheet: the file, its progress, and every faulty row with its reason.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Progress } from 'antd';
import { useId, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { answer, api, fetchFile, sendBytes, type Schemas } from '../../api/client';
import { DataTable } from '../../components/data_table';
import { bytes, number } from '../../components/format';
import { useFieldLabel } from '../../components/faults';
import { usePageTitle } from '../../components/page_title';
import { Failed, FailureLine, SkeletonRows } from '../../components/states';
import { MembersOnly } from '../../components/members_only';
import { Columns, importAddress, usePreview } from './columns';
import { columnsOf, isUnread, type Readings } from './readings';
import './import.css';

type ImportView = Schemas['ImportView'];

const accepted = '.csv,.tsv,.jsonl,.xlsx';
const look_every_ms = 500;

const isOver = (status: ImportView['status'] | undefined) => status === 'finished' || status === 'refused' || status === 'failed';

function FileChoice({ file, choose }: { file: File | undefined; choose: (file: File | undefined) => void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  };
  return (
    <label
      className={`drop ${over ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input type="file" className="unseen" accept={accepted} onChange={(event) => choose(event.target.files?.[0])} />
      {file ? (
        <>
          <strong>{file.name}</strong>
          <span className="faint">{bytes(file.size)}</span>
        </>
      ) : (
        <>
          <strong>{t('import.choose')}</strong>
          <span className="faint">{t('import.formats')}</span>
        </>
      )}
    </label>
  );
}

/** How cells are written, for those who do not begin with the template. */
function CellsHelp() {
  const { t } = useTranslation();
  return (
    <details className="cells-help">
      <summary>{t('import.cells')}</summary>
      <ul className="reasons">
        <li>{t('import.cellsSeveral')}</li>
        <li>{t('import.cellsCodes')}</li>
        <li>
          {t('import.cellsFigures')}
          <code>热失控起始温度 | ≥ | 210 | ℃ | GB 38031 | 100 % SOC</code>
        </li>
      </ul>
    </details>
  );
}

function Template({ kind }: { kind: 'need' | 'offer' }) {
  const { t } = useTranslation();
  const save = useMutation({ mutationFn: () => fetchFile(`/v1/imports/template?kind=${kind}`, t(`import.templateName.${kind}`)) });
  return (
    <div className="stack" style={{ gap: 8 }}>
      <p className="row">
        <button type="button" className="button" disabled={save.isPending} onClick={() => save.mutate()}>
          {t(`import.template.${kind}`)}
        </button>
        <span className="faint">{t('import.templateWhy')}</span>
      </p>
      <FailureLine failure={save.error} />
    </div>
  );
}

function StartImport({ onStarted }: { onStarted: (view: ImportView) => void }) {
  const { t } = useTranslation();
  const name = useId();
  const [kind, setKind] = useState<'need' | 'offer'>('need');
  const [faulty, setFaulty] = useState<Schemas['Faulty']>('refuse');
  const [picked, setPicked] = useState<{ file: File; number: number }>();
  const [readings, setReadings] = useState<Readings>({});
  const [share, setShare] = useState(0);
  const chosen = picked && { ...picked, kind };
  // The columns as the hub reads them by itself, and as it reads them when it is told otherwise.
  const own = usePreview(chosen, undefined);
  const columns = columnsOf(own.data?.columns ?? [], readings);
  const told = usePreview(chosen, columns);
  const isUnclear = !told.data || (told.data.missing ?? []).length > 0 || (own.data?.columns ?? []).some((column, place) => isUnread(column, place, readings));
  const send = useMutation({
    mutationFn: async () => chosen && sendBytes<ImportView>(`${importAddress('/v1/imports', chosen, columns)}&faulty=${faulty}`, chosen.file, setShare),
    onSuccess: (view) => view && onStarted(view),
  });
  const choose = (file: File | undefined) => {
    if (!file) return;
    setPicked({ file, number: (picked?.number ?? 0) + 1 });
    setReadings({});
  };
  return (
    <form
      className="panel import-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <fieldset className="plain-set">
        <legend>{t('import.what')}</legend>
        {(['need', 'offer'] as const).map((choice) => (
          <label key={choice} className="row">
            <input
              type="radio"
              name={`${name}-kind`}
              checked={kind === choice}
              onChange={() => {
                setKind(choice);
                setReadings({});
              }}
            />{' '}
            {t(`kind.${choice}`)}
          </label>
        ))}
      </fieldset>
      <Template kind={kind} />
      <FileChoice file={chosen?.file} choose={choose} />
      {chosen ? <Columns chosen={chosen} readings={readings} setReadings={setReadings} preview={told} own={own.data} /> : <CellsHelp />}
      <fieldset className="plain-set">
        <legend>{t('import.faulty')}</legend>
        {(['refuse', 'skip'] as const).map((choice) => (
          <label key={choice} className="row">
            <input type="radio" name={`${name}-faulty`} checked={faulty === choice} onChange={() => setFaulty(choice)} /> {t(`import.${choice}`)}
          </label>
        ))}
      </fieldset>
      <FailureLine failure={send.error} />
      {send.isPending && <Progress percent={Math.round(share * 100)} aria-label={t('import.sending')} />}
      <div className="row">
        <button type="submit" className="button primary large" disabled={!chosen || isUnclear || send.isPending}>
          {t('import.start')}
        </button>
        {chosen && told.data && isUnclear && <span className="faint">{t('import.unclear')}</span>}
      </div>
    </form>
  );
}

function Counts({ view }: { view: ImportView }) {
  const { t } = useTranslation();
  const counts: [string, number][] = [
    [t('import.rowsRead'), view.rows_read],
    [t('import.rowsGood'), view.rows_good],
    [t('import.rowsFaulty'), view.rows_faulty],
    [t('import.rowsStaged'), view.rows_staged],
  ];
  return (
    <dl className="import-counts">
      {counts.map(([label, count]) => (
        <div key={label}>
          <dt className="faint">{label}</dt>
          <dd>{number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Faults({ faults, total }: { faults: Schemas['RowFault'][]; total: number }) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  return (
    <section className="stack" aria-labelledby="faults-title">
      <h2 id="faults-title">{t('import.faultsTitle', { n: number(total) })}</h2>
      <DataTable<Schemas['RowFault']>
        className="faulty-rows"
        scroll={{ x: 640 }}
        pagination={faults.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        dataSource={faults.map((fault, place) => ({ ...fault, key: `${place} ${fault.key}` }))}
        columns={[
          { title: t('import.line'), dataIndex: 'line', width: 80, align: 'right' },
          {
            key: 'name',
            title: t('import.column'),
            width: 200,
            // As the file calls it; what it is read as, where that is more exact.
            render: (_, { column, heading }) => (
              <>
                {column ? label(column) : heading || t('import.wholeRow')} {column && heading && !label(column).startsWith(heading) && <span className="faint">{heading}</span>}
              </>
            ),
          },
          { title: t('import.expected'), dataIndex: 'expected' },
          { title: t('import.got'), dataIndex: 'got', render: (got: string) => got || <span className="faint">{t('fault.nothing')}</span> },
        ]}
      />
    </section>
  );
}

function Running({ id, again }: { id: string; again: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['import', id],
    queryFn: async () => {
      const view = await answer(api.GET('/v1/imports/{import}', { params: { path: { import: id } } }));
      if (view.status === 'finished') void queries.invalidateQueries({ queryKey: ['my'] });
      return view;
    },
    refetchInterval: ({ state }) => (isOver(state.data?.status) ? false : look_every_ms),
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={3} />;
  const tone = data.status === 'finished' ? 'jade' : isOver(data.status) ? 'cinnabar' : 'river';
  const staged = data.rows_good > 0 ? Math.round((data.rows_staged / data.rows_good) * 100) : 0;
  return (
    <div className="stack">
      <div className={`alert ${tone}`} role="status">
        <p>
          <strong>{t(`import.status.${data.status}`)}</strong> <span className="soft">{data.file_name}</span>
        </p>
        <p className="soft">{t(`import.statusHint.${data.status}`)}</p>
      </div>
      {!isOver(data.status) && <Progress percent={data.status === 'reading' ? 0 : staged} status="active" aria-label={t(`import.status.${data.status}`)} />}
      <Counts view={data} />
      {(data.faults ?? []).length > 0 && <Faults faults={data.faults ?? []} total={data.rows_faulty} />}
      {isOver(data.status) && (
        <p className="row">
          <button type="button" className="button" onClick={again}>
            {t('import.again')}
          </button>
          {data.status === 'finished' && (
            <Link className="button primary" to="/my?status=submitted">
              {t('import.toMine')}
            </Link>
          )}
        </p>
      )}
    </div>
  );
}

export function Component() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const id = parameters.get('id');
  usePageTitle(t('shell.import'));
  return (
    <MembersOnly>
      <div className="stack import">
        <div>
          <h1>{t('shell.import')}</h1>
          <p className="soft">{t('import.hint')}</p>
        </div>
        {id ? <Running id={id} again={() => setParameters({})} /> : <StartImport onStarted={(view) => setParameters({ id: view.id })} />}
      </div>
    </MembersOnly>
  );
}
