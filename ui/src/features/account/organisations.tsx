// organisations.tsx - the organisations that one belongs to, the one acted for, and registering a new one.
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { answer, api, fetchFile, Refusal, type Schemas } from '../../api/client';
import { organisationName, useCodeList } from '../../components/codes';
import { useSession, type Myself } from '../../components/session';
import { FailureLine } from '../../components/states';
import { CodeSelect, NameFields, ProfileFields } from '../organisation/organisation_fields';
import { blank_profile, type Profile } from '../organisation/profile';
import { EntryField } from './entry';

function RegisterOrganisation({ onDone }: { onDone: (made: Schemas['OrganisationView']) => Promise<void> }) {
  const { t } = useTranslation();
  const kinds = useCodeList('party_kinds');
  const [profile, setProfile] = useState(blank_profile);
  const [credit_code, setCreditCode] = useState('');
  const [kind, setKind] = useState('');
  const make = useMutation({
    mutationFn: async () => {
      const { name, region, ...rest } = profile;
      const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value.trim() !== ''));
      return answer(api.POST('/v1/organisations', { body: { ...said, name, region, kind, credit_code: credit_code.trim().toUpperCase() } }));
    },
    onSuccess: onDone,
  });
  const refusal = make.error instanceof Refusal ? make.error : undefined;
  const fields = { profile, refusal, change: (part: Partial<Profile>) => setProfile({ ...profile, ...part }) };
  const leaves = kinds.filter(({ code }) => !kinds.some(({ parent }) => parent === code)).map(({ code }) => code);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <h2>{t('organisation.register')}</h2>
      <NameFields {...fields} />
      <EntryField label={t('organisation.creditCode')} member="credit_code" required minLength={18} maxLength={18} why={t('organisation.creditCodeWhy')} refusal={refusal} value={credit_code} onChange={(event) => setCreditCode(event.target.value)} />
      <CodeSelect label={t('organisation.kind')} member="kind" list="party_kinds" codes={leaves} required value={kind} refusal={refusal} onChange={setKind} />
      <ProfileFields {...fields} />
      <FailureLine failure={make.error} />
      <button type="submit" className="button primary" disabled={make.isPending}>
        {t('organisation.register')}
      </button>
    </form>
  );
}

export function Organisations({ myself }: { myself: Myself }) {
  const { t, i18n } = useTranslation();
  const { actingFor, actFor, reload } = useSession();
  const navigate = useNavigate();
  const from = (useLocation().state as { from?: string } | null)?.from;
  const memberships = myself.memberships ?? [];
  const save = useMutation({ mutationFn: (id: string) => fetchFile(`/v1/organisations/${id}/export`, `shuniu-${id}`) });
  const [registering, setRegistering] = useState(memberships.length === 0);
  return (
    <>
      {memberships.length > 0 && (
        <ul className="rows panel">
          {memberships.map(({ organisation, membership }) => (
            <li key={organisation.id} className="demonstration-row">
              <div>
                <Link to={`/organisations/${organisation.id}`}>{organisationName(organisation, i18n.language)}</Link>
                <p className="faint">{t(`membership.${membership}`)}</p>
              </div>
              {organisation.id === actingFor?.organisation.id ? (
                <span className="row">
                  <span className="tag jade">{t('organisation.actingFor')}</span>
                  <button type="button" className="button" disabled={save.isPending} onClick={() => save.mutate(organisation.id)}>
                    {t('organisation.export')}
                  </button>
                </span>
              ) : (
                <button type="button" className="button" onClick={() => actFor(organisation.id)}>
                  {t('organisation.actFor')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <FailureLine failure={save.error} />
      {registering ? (
        <RegisterOrganisation
          onDone={async (made) => {
            setRegistering(false);
            await reload();
            actFor(made.id);
            if (from) await navigate(from);
          }}
        />
      ) : (
        <p>
          <button type="button" className="button" onClick={() => setRegistering(true)}>
            {t('organisation.register')}
          </button>
        </p>
      )}
    </>
  );
}
