// thread.tsx - what was said in a talk, and the box to write more: to the other side, or a note for one's own.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, idempotencyKey, Refusal, type Schemas } from '../../api/client';
import { organisationName } from '../../components/codes';
import { FaultList } from '../../components/faults';
import { moment } from '../../components/format';
import { Failed, FailureLine, SkeletonRows } from '../../components/states';
import { messagesQuery, type Message, type Talk } from './talk_query';

type Audience = Schemas['Audience'];
const text_most = 4000;

function MessageRow({ message, talk }: { message: Message; talk: Talk }) {
  const { t, i18n } = useTranslation();
  const isNote = message.audience === 'own_side';
  const isOurs = message.side === talk.side;
  return (
    <li className={`message ${isNote ? 'note' : isOurs ? 'ours' : 'theirs'}`}>
      <p className="message-head dots">
        <strong>{organisationName(talk[message.side], i18n.language)}</strong>
        {message.mine && <span>{t('talk.me')}</span>}
        <span className="faint">{moment(message.at).slice(0, 16)}</span>
        {isNote && <span className="tag amber">{t('talk.ownSideOnly')}</span>}
      </p>
      <p className="text">{message.text}</p>
    </li>
  );
}

function Composer({ talk }: { talk: Talk }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const id = useId();
  const mayWrite = (talk.actions ?? []).includes('write');
  const [wanted, setWanted] = useState<Audience>('both');
  const [text, setText] = useState('');
  const [key, setKey] = useState(idempotencyKey);
  const audience: Audience = mayWrite ? wanted : 'own_side';
  const send = useMutation({
    mutationFn: async () => answer(api.POST('/v1/talks/{talk}/messages', { params: { path: { talk: talk.id } }, headers: { 'Idempotency-Key': key }, body: { text: text.trim(), audience } })),
    onSuccess: async (message) => {
      setText('');
      setKey(idempotencyKey());
      queries.setQueryData<Message[]>(messagesQuery(talk.id).queryKey, (known) => (known && !known.some((one) => one.id === message.id) ? [...known, message] : known));
      await queries.invalidateQueries({ queryKey: messagesQuery(talk.id).queryKey });
    },
    onError: (failure) => {
      // Refused words stay in the box; another try with other words is another message.
      if (failure instanceof Refusal && failure.status !== 0) setKey(idempotencyKey());
      if (failure instanceof Refusal && failure.key.startsWith('talk.')) void queries.invalidateQueries({ queryKey: ['talk', talk.id] });
    },
  });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() !== '' && !send.isPending) send.mutate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  const other = organisationName(talk.side === 'asked' ? talk.asking : talk.asked, i18n.language);
  return (
    <form className={`composer ${audience === 'own_side' ? 'note' : ''}`} onSubmit={submit}>
      {mayWrite ? (
        <div className="row" role="radiogroup" aria-label={t('talk.audience')}>
          {(['both', 'own_side'] as Audience[]).map((one) => (
            <label key={one} className="check-line">
              <input type="radio" name={id} checked={audience === one} onChange={() => setWanted(one)} />
              <span>{t(`talk.to.${one}`)}</span>
            </label>
          ))}
        </div>
      ) : (
        <p className="soft">{t(talk.status === 'waiting' ? 'talk.onlyNotesYet' : 'talk.onlyNotes')}</p>
      )}
      <label htmlFor={`${id}-text`} className="unseen">
        {audience === 'both' ? t('talk.writeTo', { name: other }) : t('talk.writeNote')}
      </label>
      <textarea
        id={`${id}-text`}
        className="input"
        rows={3}
        maxLength={text_most}
        value={text}
        placeholder={audience === 'both' ? t('talk.writeTo', { name: other }) : t('talk.writeNote')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {send.error instanceof Refusal && send.error.faults.length > 0 ? <FaultList refusal={send.error} /> : <FailureLine failure={send.error} />}
      <p className="spread">
        <span className="faint only-wide">{t('talk.sendKey')}</span>
        <button type="submit" className={`button ${audience === 'both' ? 'primary' : ''}`} disabled={text.trim() === '' || send.isPending}>
          {t(audience === 'both' ? 'talk.sendMessage' : 'talk.keepNote')}
        </button>
      </p>
    </form>
  );
}

export function Thread({ talk }: { talk: Talk }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(messagesQuery(talk.id));
  const end = useRef<HTMLLIElement>(null);
  const count = data?.length ?? 0;
  const before = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (!data) return;
    // Not on opening: then the interest is read first.
    if (before.current !== undefined && count > before.current) end.current?.scrollIntoView({ block: 'nearest' });
    before.current = count;
  }, [data, count]);
  const title = t('talk.thread');
  return (
    <section className="thread">
      <h2>{title}</h2>
      {isPending && <SkeletonRows rows={2} />}
      {error && <Failed failure={error} onRetry={() => void refetch()} />}
      {data && count === 0 && <p className="faint">{t(talk.status === 'open' ? 'talk.nothingSaid' : talk.status === 'waiting' ? 'talk.nothingSaidYet' : 'talk.nothingWasSaid')}</p>}
      <ol className="messages" aria-live="polite" aria-label={title}>
        {(data ?? []).map((message) => (
          <MessageRow key={message.id} message={message} talk={talk} />
        ))}
        <li ref={end} aria-hidden="true" />
      </ol>
      {((talk.actions ?? []).includes('write') || (talk.actions ?? []).includes('note')) && <Composer talk={talk} />}
    </section>
  );
}
