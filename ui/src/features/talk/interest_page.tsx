// interest_page.tsx - the first word about another's item: what one writes, what one can meet, with what.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { answer, api, idempotencyKey, Refusal, type Fault, type Schemas } from '../../api/client';
import { organisationName } from '../../components/codes';
import { faultsOf, pathParts, useFaultWords, useFieldLabel } from '../../components/faults';
import { figureValue } from '../../components/format';
import { itemAddress } from '../../components/item_row';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { EmptyPage, FailedPage, FailureLine, SkeletonRows } from '../../components/states';
import { isDecimal } from '../compose/drafts';
import { findExpert, findNeed, findOffer } from '../item/find';
import { blankAnswers, sentFigures, type FigureAnswer } from './figures';
import { TalkersOnly } from './talkers_only';
import './talk.css';
import '../item/item.css';

type ItemKind = Schemas['ItemKind'];
type Relation = Schemas['FigureRelation'];

interface Wanted {
  state: Schemas['ItemState'];
  title: string;
  figures: Schemas['Figure'][];
}

const kinds: ItemKind[] = ['need', 'offer', 'expert'];
const relations: Relation[] = ['ge', 'le', 'gt', 'lt', 'eq', 'between'];
const message_least = 10;
const message_most = 4000;
const own_items_shown = 200;

async function findWanted(kind: ItemKind, id: string): Promise<Wanted> {
  if (kind === 'need') {
    const { state, content } = await findNeed(id);
    return { state, title: content.title, figures: content.figures ?? [] };
  }
  if (kind === 'offer') {
    const { state, content } = await findOffer(id);
    return { state, title: content.title, figures: [] };
  }
  const { state, content } = await findExpert(id);
  return { state, title: content.name, figures: [] };
}

function FaultLines({ faults }: { faults: Fault[] }) {
  const words = useFaultWords();
  const label = useFieldLabel();
  return faults.map((fault, place) => {
    const inside = pathParts(fault.path).slice(2).join('.');
    return (
      <p key={place} className="fault">
        {inside && `${label(inside)}: `}
        {words(fault)}
      </p>
    );
  });
}

interface AnswerRowProperties {
  row: FigureAnswer;
  change: (part: Partial<FigureAnswer>) => void;
  faults: Fault[];
}

function AnswerRow({ row, change, faults }: AnswerRowProperties) {
  const { t } = useTranslation();
  const isWrong = (text: string) => (text !== '' && !isDecimal(text)) || undefined;
  const cell = (label: string, value: string, set: (text: string) => void, more: { numeric?: boolean; most: number; className?: string }) => (
    <label className={`answer-cell ${more.className ?? ''}`}>
      <span className="faint">{label}</span>
      <input
        className="input"
        inputMode={more.numeric ? 'decimal' : undefined}
        maxLength={more.most}
        value={value}
        aria-invalid={more.numeric ? isWrong(value.trim()) : undefined}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
  return (
    <div className="answer-row field" role="group" aria-label={row.asked.name}>
      <p className="answer-asked">
        <strong>{row.asked.name}</strong>{' '}
        <span className="soft">
          {t('match.asked')} <span className="number">{figureValue(row.asked)}</span>
          {row.asked.conditions && <span className="faint"> {row.asked.conditions}</span>}
        </span>
      </p>
      <div className="answer-cells">
        <label className="answer-cell">
          <span className="faint">{t('talk.canMeet')}</span>
          <select className="input" value={row.relation} onChange={(event) => change({ relation: event.target.value as Relation })}>
            {relations.map((relation) => (
              <option key={relation} value={relation}>
                {t(`relation.${relation}`)}
              </option>
            ))}
          </select>
        </label>
        {cell(row.relation === 'between' ? t('figure.low') : t('figure.value'), row.value, (value) => change({ value }), { numeric: true, most: 20 })}
        {row.relation === 'between' && cell(t('figure.high'), row.value_high, (value_high) => change({ value_high }), { numeric: true, most: 20 })}
        {cell(t('figure.unit'), row.unit, (unit) => change({ unit }), { most: 30 })}
        {cell(t('figure.conditions'), row.conditions, (conditions) => change({ conditions }), { most: 300, className: 'answer-conditions' })}
      </div>
      <FaultLines faults={faults} />
    </div>
  );
}

/** A published item of one's own that answers: an offer or an expert for a need, a need for the others. */
function OwnItem({ kind, value, onChange, faults }: { kind: ItemKind; value: string; onChange: (id: string) => void; faults: Fault[] }) {
  const { t } = useTranslation();
  const { actingFor } = useSession();
  const id = useId();
  const { data } = useQuery({
    queryKey: ['my', actingFor?.organisation.id, 'published', own_items_shown],
    queryFn: async () => answer(api.GET('/v1/my/items', { params: { query: { status: 'published', limit: own_items_shown } } })),
  });
  const fitting = (data?.items ?? []).filter((item) => (item.kind === 'need') !== (kind === 'need'));
  if (data && fitting.length === 0) return <p className="faint">{t(`talk.noOwn.${kind}`)}</p>;
  return (
    <div className="field">
      <label htmlFor={id}>
        {t(`talk.answerWith.${kind}`)} <span className="faint">{t('compose.optional')}</span>
      </label>
      <select id={id} className="input" value={value} disabled={!data} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('talk.withoutItem')}</option>
        {fitting.map((item) => (
          <option key={item.id} value={item.id}>
            {t(`kindOne.${item.kind}`)} · {item.title || t('item.untitled')}
          </option>
        ))}
      </select>
      <FaultLines faults={faults} />
    </div>
  );
}

/** What has been written outlives a reload and a sign-in, in this tab alone. */
function useKeptText(place: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => sessionStorage.getItem(place) ?? '');
  const keep = (next: string) => {
    setText(next);
    if (next) sessionStorage.setItem(place, next);
    else sessionStorage.removeItem(place);
  };
  return [text, keep];
}

/** Said at once; the hub has the last word. */
function useOwnFaults(): (message: string, confirmed: boolean) => Fault[] {
  const { t } = useTranslation();
  return (message, confirmed) => {
    const faults: Fault[] = [];
    const length = [...message.trim()].length;
    if (length < message_least) faults.push({ path: 'message', key: '', expected: t('talk.messageShort', { n: message_least, now: length }), got: '', values: {} });
    if (!confirmed) faults.push({ path: 'non_confidential', key: '', expected: t('talk.mustConfirm'), got: '', values: {} });
    return faults;
  };
}

function Failure({ failure }: { failure: unknown }) {
  const { t } = useTranslation();
  if (!failure) return null;
  const running = failure instanceof Refusal && failure.key === 'talk.already_running' ? failure.details.talk : undefined;
  if (running) {
    return (
      <div className="alert amber" role="alert">
        <p>{(failure as Refusal).message}</p>
        <Link to={`/talks/${running}`}>{t('talk.goOn')}</Link>
      </div>
    );
  }
  if (failure instanceof Refusal && failure.faults.length > 0) {
    return (
      <p className="alert cinnabar" role="alert">
        {t('fault.some')}
      </p>
    );
  }
  return <FailureLine failure={failure} />;
}

function InterestForm({ wanted: { state, title, figures }, kind }: { wanted: Wanted; kind: ItemKind }) {
  const { t, i18n } = useTranslation();
  const { actingFor } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const id = useId();
  const [message, setMessage] = useKeptText(`shuniu.interest.${state.id}`);
  const [answers, setAnswers] = useState(() => blankAnswers(figures));
  const [own, setOwn] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const [key, setKey] = useState(idempotencyKey);
  const ownFaults = useOwnFaults();
  const [found, setFound] = useState<Fault[]>([]);
  const sent = sentFigures(answers);
  const send = useMutation({
    mutationFn: async () =>
      answer(
        api.POST('/v1/items/{item}/interests', {
          params: { path: { item: state.id } },
          headers: { 'Idempotency-Key': key },
          body: { message: message.trim(), figures: sent.figures, answer_with: own || undefined, non_confidential: confirmed },
        }),
      ),
    onSuccess: async (talk) => {
      setMessage('');
      queries.setQueryData(['talk', talk.id], talk);
      await queries.invalidateQueries({ queryKey: ['talks'] });
      await navigate(`/talks/${talk.id}`, { replace: true });
    },
    // A refused interest and the mended one are two; only what found no answer is the same again.
    onError: (failure) => {
      if (failure instanceof Refusal && failure.status !== 0) setKey(idempotencyKey());
    },
  });
  const faults = found.length > 0 ? found : ((send.error as Refusal | null)?.faults ?? []);
  const at = (member: string) => faultsOf({ faults }, member);
  const rowFaults = (row: number) => at('figures').filter(({ path }) => sent.rows[Number(pathParts(path)[1])] === row);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = ownFaults(message, confirmed);
    setFound(wrong);
    if (wrong.length === 0) send.mutate();
    else document.getElementById(`${id}-${wrong[0]?.path}`)?.focus();
  };
  return (
    <form className="interest" onSubmit={submit} noValidate>
      <header className="item-head">
        <p className="kind">{t(`kindOne.${kind}`)}</p>
        <h1>{t('talk.express')}</h1>
        <p className="soft dots">
          <Link to={itemAddress(kind, state.id)}>{title}</Link>
          <span>{organisationName(state.organisation, i18n.language)}</span>
        </p>
        {state.organisation.hidden && <p className="soft">{t('talk.toAnonymous')}</p>}
      </header>
      <div className="field">
        <label htmlFor={`${id}-message`}>{t('talk.message')}</label>
        <p className="why">{t(`talk.messageWhy.${kind}`)}</p>
        <textarea
          id={`${id}-message`}
          className="input interest-message"
          rows={7}
          maxLength={message_most}
          value={message}
          aria-invalid={at('message').length > 0 || undefined}
          onChange={(event) => {
            setMessage(event.target.value);
            setFound([]);
          }}
        />
        <p className="alert amber interest-warning">{t('talk.notConfidential')}</p>
        <FaultLines faults={at('message')} />
      </div>
      {answers.length > 0 && (
        <section className="field" aria-labelledby={`${id}-figures`}>
          <p id={`${id}-figures`} className="field-label">
            {t('talk.figures')} <span className="faint">{t('compose.optional')}</span>
          </p>
          <p className="why">{t('talk.figuresWhy')}</p>
          <div className="answer-rows">
            {answers.map((row, place) => (
              <AnswerRow
                key={place}
                row={row}
                faults={rowFaults(place)}
                change={(part) => {
                  setAnswers(answers.map((one, other) => (other === place ? { ...one, ...part } : one)));
                  if (rowFaults(place).length > 0) send.reset();
                }}
              />
            ))}
          </div>
        </section>
      )}
      <OwnItem kind={kind} value={own} onChange={setOwn} faults={at('answer_with')} />
      <div className="field">
        <label className="check-line">
          <input
            id={`${id}-non_confidential`}
            type="checkbox"
            checked={confirmed}
            aria-invalid={at('non_confidential').length > 0 || undefined}
            onChange={(event) => {
              setConfirmed(event.target.checked);
              setFound([]);
            }}
          />
          <span>{t('talk.confirmNonConfidential')}</span>
        </label>
        <FaultLines faults={at('non_confidential')} />
      </div>
      <Failure failure={found.length > 0 ? null : send.error} />
      <div className="stack interest-end">
        <p className="soft">{t('talk.consequence', { asked: organisationName(state.organisation, i18n.language), asking: actingFor ? organisationName(actingFor.organisation, i18n.language) : '' })}</p>
        <p className="row">
          <button type="submit" className="button primary large" disabled={send.isPending}>
            {t('talk.send')}
          </button>
          <Link className="button large" to={itemAddress(kind, state.id)}>
            {t('action.cancel')}
          </Link>
        </p>
      </div>
    </form>
  );
}

function Page({ kind, id }: { kind: ItemKind; id: string }) {
  const { t } = useTranslation();
  usePageTitle(t('talk.express'));
  const { data, error, refetch } = useQuery({ queryKey: ['interest-item', id], queryFn: () => findWanted(kind, id) });
  if (error) return <FailedPage failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={6} />;
  if (data.state.mine || data.state.status !== 'published') {
    return (
      <EmptyPage title={data.state.mine ? t('talk.ownItem') : t('talk.notPublished')}>
        <Link className="button" to={itemAddress(kind, id)}>
          {t('talk.toItem')}
        </Link>
      </EmptyPage>
    );
  }
  return <InterestForm wanted={data} kind={kind} />;
}

export function Component() {
  const { kind, id = '' } = useParams();
  const known = kinds.find((one) => one === kind);
  if (!known) return <FailedPage failure={new Refusal(404, 'market.not_found', '')} />;
  return (
    <TalkersOnly>
      <Page kind={known} id={id} />
    </TalkersOnly>
  );
}
