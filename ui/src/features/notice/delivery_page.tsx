// delivery_page.tsx - whether notices come by e-mail, when, and when not.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { organisationName } from '../../components/codes';
import { MembersOnly } from '../../components/members_only';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { Failed, FailureLine, SkeletonRows } from '../../components/states';
import { useChangeDelivery, useDelivery, type Delivery } from './delivery_query';
import './delivery.css';

const choices = ['at_once', 'daily', 'none'] as const;
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const usual_night = { from: 22, until: 7 };

function HourField({ label, value, onChange }: { label: string; value: number; onChange: (hour: number) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input tabular" value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {hours.map((hour) => (
          <option key={hour} value={hour}>
            {String(hour).padStart(2, '0')}:00
          </option>
        ))}
      </select>
    </div>
  );
}

function QuietHours({ quiet, onChange }: { quiet: Delivery['quiet']; onChange: (quiet: Delivery['quiet']) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="field">
      <legend>{t('delivery.quiet')}</legend>
      <p className="why">{t('delivery.quietWhy')}</p>
      <label className="delivery-choice">
        <input type="checkbox" checked={quiet !== undefined} onChange={(event) => onChange(event.target.checked ? usual_night : undefined)} />
        <span>{t('delivery.quietOn')}</span>
      </label>
      {quiet && (
        <div className="row">
          <HourField label={t('delivery.from')} value={quiet.from} onChange={(from) => onChange({ ...quiet, from })} />
          <HourField label={t('delivery.until')} value={quiet.until} onChange={(until) => onChange({ ...quiet, until })} />
        </div>
      )}
    </fieldset>
  );
}

function DeliveryForm({ saved }: { saved: Delivery }) {
  const { t } = useTranslation();
  const { myself } = useSession();
  const [wanted, setWanted] = useState(saved);
  const change = useChangeDelivery();
  const edit = (part: Partial<Delivery>) => {
    change.reset();
    setWanted({ ...wanted, ...part });
  };
  return (
    <form
      className="form panel delivery-form"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(wanted);
      }}
    >
      <fieldset className="field">
        <legend>{t('delivery.choice')}</legend>
        <p className="why">{t('delivery.choiceWhy', { email: myself?.email })}</p>
        {choices.map((choice) => (
          <label key={choice} className="delivery-choice">
            <input type="radio" name="choice" checked={wanted.choice === choice} onChange={() => edit({ choice })} />
            <span>
              {t(`delivery.${choice}`)}
              <span className="faint delivery-hint">{t(`delivery.${choice}Hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {wanted.choice !== 'none' && <QuietHours quiet={wanted.quiet} onChange={(quiet) => edit({ quiet })} />}
      <FailureLine failure={change.error} />
      <div className="row">
        <button type="submit" className="button primary" disabled={change.isPending}>
          {t('action.save')}
        </button>
        {change.isSuccess && (
          <span className="faint" role="status">
            {t('action.saved')}
          </span>
        )}
      </div>
    </form>
  );
}

function MyDelivery() {
  const { t, i18n } = useTranslation();
  const { actingFor } = useSession();
  const { data, error, isPending, refetch } = useDelivery();
  usePageTitle(t('delivery.title'));
  return (
    <div className="stack">
      <div>
        <h1>{t('delivery.title')}</h1>
        <p className="soft">
          {actingFor && t('delivery.hint', { name: organisationName(actingFor.organisation, i18n.language) })} <Link to="/notices">{t('delivery.toNotices')}</Link>
        </p>
      </div>
      {isPending && <SkeletonRows rows={4} />}
      {error && <Failed failure={error} onRetry={() => void refetch()} />}
      {data && <DeliveryForm key={actingFor?.organisation.id} saved={data} />}
    </div>
  );
}

export function Component() {
  const { t } = useTranslation();
  const words = { signIn: t('delivery.signInFirst'), signInHint: t('delivery.signInFirstHint'), organisationHint: t('notice.organisationFirstHint') };
  return (
    <MembersOnly words={words}>
      <MyDelivery />
    </MembersOnly>
  );
}
