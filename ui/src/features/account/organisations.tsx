// organisations.tsx - the organisations that one belongs to, the one acted for, and registering a new one.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api, fetchFile, Refusal, type Schemas } from '../../api/client';
import { organisationName, useCodeList, useCodeNames } from '../../components/codes';
import { faultsOf, useFaultWords } from '../../components/faults';
import { useSession, type Myself } from '../../components/session';
import { FailureLine } from '../../components/states';
import { EntryField } from './entry';

function CodeSelect({ label, value, options, onChange, required, member, refusal }: { label: string; value: string; options: { code: string; label: string }[]; onChange: (code: string) => void; required?: boolean; member: string; refusal?: Refusal }) {
  const { t } = useTranslation();
  const words = useFaultWords();
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select className="input" required={required} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('item.choose')}</option>
        {options.map(({ code, label: name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      {faultsOf(refusal, member).map((fault, place) => (
        <span key={place} className="fault">
          {words(fault)}
        </span>
      ))}
    </label>
  );
}

const blank = { name: '', name_en: '', credit_code: '', kind: '', region: '', city: '', industry: '', website: '', about: '' };

function RegisterOrganisation({ onDone }: { onDone: (made: Schemas['OrganisationView']) => void }) {
  const { t } = useTranslation();
  const name = useCodeNames('regions', 'cities', 'party_kinds', 'industries');
  const regions = useCodeList('regions');
  const cities = useCodeList('cities');
  const kinds = useCodeList('party_kinds');
  const industries = useCodeList('industries');
  const [form, setForm] = useState(blank);
  const set = (part: Partial<typeof blank>) => setForm({ ...form, ...part });
  const make = useMutation({
    mutationFn: async () => {
      const said = Object.fromEntries(Object.entries(form).filter(([, value]) => value.trim() !== '')) as Partial<typeof blank>;
      return answer(api.POST('/v1/organisations', { body: { ...said, name: form.name, credit_code: form.credit_code.trim().toUpperCase(), kind: form.kind, region: form.region } }));
    },
    onSuccess: onDone,
  });
  const refusal = make.error instanceof Refusal ? make.error : undefined;
  const text = (member: keyof typeof blank) => ({ member, refusal, value: form[member], onChange: (event: { target: { value: string } }) => set({ [member]: event.target.value }) });
  const isGroup = (code: string) => kinds.some(({ parent }) => parent === code);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <h2>{t('organisation.register')}</h2>
      <EntryField label={t('organisation.name')} required maxLength={120} {...text('name')} />
      <EntryField label={t('organisation.nameEn')} maxLength={160} {...text('name_en')} />
      <EntryField label={t('organisation.creditCode')} required minLength={18} maxLength={18} why={t('organisation.creditCodeWhy')} {...text('credit_code')} />
      <CodeSelect label={t('organisation.kind')} required member="kind" refusal={refusal} value={form.kind} options={kinds.filter(({ code }) => !isGroup(code)).map(({ code }) => ({ code, label: name('party_kinds', code) }))} onChange={(kind) => set({ kind })} />
      <CodeSelect label={t('fieldName.region')} required member="region" refusal={refusal} value={form.region} options={regions.map(({ code }) => ({ code, label: name('regions', code) }))} onChange={(region) => set({ region, city: '' })} />
      <CodeSelect label={t('organisation.city')} member="city" refusal={refusal} value={form.city} options={cities.filter(({ parent }) => parent === form.region).map(({ code }) => ({ code, label: name('cities', code) }))} onChange={(city) => set({ city })} />
      <CodeSelect label={t('fieldName.industry')} member="industry" refusal={refusal} value={form.industry} options={industries.filter(({ parent }) => parent).map(({ code }) => ({ code, label: name('industries', code) }))} onChange={(industry) => set({ industry })} />
      <EntryField label={t('organisation.website')} type="url" maxLength={200} placeholder="https://" {...text('website')} />
      <label className="field">
        <span className="field-label">{t('organisation.about')}</span>
        <textarea className="input" rows={4} maxLength={2000} value={form.about} onChange={(event) => set({ about: event.target.value })} />
      </label>
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
          onDone={(made) => {
            setRegistering(false);
            void reload().then(() => actFor(made.id));
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
