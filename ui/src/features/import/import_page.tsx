// import_page.tsx - needs and offers from a spreadsheet: the file, its progress, and every faulty row with its reason.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Progress } from 'antd';
import { useId, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { answer, api, sendBytes, type Schemas } from '../../api/client';
import { DataTable } from '../../components/data_table';
import { bytes, number } from '../../components/format';
import { useFieldLabel } from '../../components/faults';
import { usePageTitle } from '../../components/page_title';
import { Failed, FailureLine, SkeletonRows } from '../../components/states';
import { MembersOnly } from '../../components/members_only';
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

function Columns({ kind }: { kind: 'need' | 'offer' }) {
  const { t } = useTranslation();
  return (
    <details className="columns-help">
      <summary>{t('import.columns')}</summary>
      <p className="soft">{t('import.columnsHint')}</p>
      <p>
        <code>
          {kind === 'need'
            ? 'title, problem, figures, tried, constraints, budget, deadline, fields, ipc, industry, region, readiness_wanted, ip_position, modes, internal_reference'
            : 'kind, title, abstract, advantages, figures, ip_items, readiness, readiness_evidence, inventors, co_owners, modes, price, region, fields, ipc, industry, non_secret, internal_reference'}
        </code>
      </p>
      <p className="soft">{t('import.figuresHint')}</p>
      <p>
        <code>热失控起始温度 | ge | 210 | ℃ | GB 38031 | 100 % SOC</code>
      </p>
    </details>
  );
}

function StartImport({ onStarted }: { onStarted: (view: ImportView) => void }) {
  const { t } = useTranslation();
  const name = useId();
  const [kind, setKind] = useState<'need' | 'offer'>('need');
  const [faulty, setFaulty] = useState<Schemas['Faulty']>('refuse');
  const [file, setFile] = useState<File>();
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: async () => {
      if (!file) return undefined;
      const address = `/v1/imports?kind=${kind}&name=${encodeURIComponent(file.name)}&faulty=${faulty}`;
      return sendBytes<ImportView>(address, file, setShare);
    },
    onSuccess: (view) => view && onStarted(view),
  });
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
            <input type="radio" name={`${name}-kind`} checked={kind === choice} onChange={() => setKind(choice)} /> {t(`kind.${choice}`)}
          </label>
        ))}
      </fieldset>
      <FileChoice file={file} choose={setFile} />
      <Columns kind={kind} />
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
      <button type="submit" className="button primary large" disabled={!file || send.isPending}>
        {t('import.start')}
      </button>
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
          { key: 'name', title: t('import.column'), dataIndex: 'column', width: 200, render: (column: string) => (column ? label(column) : t('import.wholeRow')) },
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
