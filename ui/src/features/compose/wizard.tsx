// wizard.tsx - one thing a step; saved as it goes; says why it asks; the last step shows everything and submits.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { answer, api, Refusal, type Schemas } from '../../api/client';
import { FaultList, pathParts } from '../../components/faults';
import { itemAddress } from '../../components/item_row';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { Empty, Failed, FailureLine, SkeletonRows } from '../../components/states';
import type { Draft, DraftStore } from './draft';
import './compose.css';

export interface WizardStep {
  key: string;
  title: string;
  /** Why this is asked. */
  why: string;
  /** The members of the content that this step holds, to lead from a fault to its field. */
  members: string[];
  body: ReactNode;
}

/** Only members of an organisation can post; everybody else is told what to do first. */
export function MembersOnly({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { myself, actingFor } = useSession();
  const location = useLocation();
  if (!myself) {
    return (
      <Empty title={t('compose.signInFirst')}>
        <p>{t('compose.signInFirstHint')}</p>
        <p className="row">
          <Link className="button primary" to="/sign-in" state={{ from: location.pathname + location.search }}>
            {t('shell.signIn')}
          </Link>
          <Link className="button" to="/sign-up">
            {t('shell.signUp')}
          </Link>
        </p>
      </Empty>
    );
  }
  if (!actingFor) {
    return (
      <Empty title={t('compose.organisationFirst')}>
        <p>{t('compose.organisationFirstHint')}</p>
        <Link className="button primary" to="/account?tab=organisations">
          {t('compose.registerOrganisation')}
        </Link>
      </Empty>
    );
  }
  return children;
}

function SavingState<Content>({ draft }: { draft: Draft<Content> }) {
  const { t } = useTranslation();
  return (
    <div role="status" className="saving">
      {draft.saving === 'failed' ? <FailureLine failure={draft.failure} /> : <p className="faint">{t(`saving.${draft.saving}`)}</p>}
    </div>
  );
}

function StepList({ steps, current, faulty, go }: { steps: WizardStep[]; current: number; faulty: Set<number>; go: (place: number) => void }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('compose.steps')}>
      <ol className="wizard-steps">
        {steps.map((step, place) => (
          <li key={step.key}>
            <button type="button" aria-current={place === current ? 'step' : undefined} onClick={() => go(place)}>
              <span className="wizard-number">{place + 1}</span>
              <span>{step.title}</span>
              {faulty.has(place) && <span className="tag cinnabar">{t('compose.toMend')}</span>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface Properties<Content> {
  store: DraftStore<Content>;
  draft: Draft<Content>;
  title: string;
  steps: (fault: Refusal | undefined) => WizardStep[];
  /** Everything at once, as it will be seen. */
  summary: ReactNode;
  rail: ReactNode;
}

export function Wizard<Content>({ store, draft, title, steps: stepsFor, summary, rail }: Properties<Content>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [current, setCurrent] = useState(0);
  const [refusal, setRefusal] = useState<Refusal>();
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(title);
  const saveRefusal = draft.failure instanceof Refusal ? draft.failure : undefined;
  const check: WizardStep = { key: 'check', title: t('compose.check'), why: t('compose.checkWhy'), members: [], body: summary };
  const steps = [...stepsFor(refusal ?? saveRefusal), check];
  const step = steps[current] ?? check;
  const isLast = current === steps.length - 1;
  const stepOf = (member: string) => steps.findIndex(({ members }) => members.includes(member));
  const faulty = new Set((refusal?.faults ?? []).map(({ path }) => stepOf(pathParts(path)[0] ?? '')));

  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) heading.current?.focus();
  }, [current]);
  const go = (place: number) => {
    moved.current = true;
    setCurrent(Math.max(0, Math.min(steps.length - 1, place)));
    window.scrollTo({ top: 0 });
  };

  const submit = useMutation({
    mutationFn: async () => {
      const state = await draft.settle();
      if (!state) throw draft.failure ?? new Refusal(0, 'compose.not_saved', t('compose.notSaved'));
      return answer(api.POST('/v1/items/{item}/submit', { params: { path: { item: state.id } }, body: { version: state.version } }));
    },
    onSuccess: (state: Schemas['ItemState']) => {
      queries.removeQueries({ queryKey: ['item', state.id] });
      void queries.invalidateQueries({ queryKey: ['my'] });
      void navigate(itemAddress(store.kind, state.id));
    },
    onError: (reason) => setRefusal(reason instanceof Refusal && reason.faults.length > 0 ? reason : undefined),
  });

  if (draft.loadFailure) return <Failed failure={draft.loadFailure} />;
  if (draft.loading) return <SkeletonRows rows={5} />;
  return (
    <div className="wizard">
      <div className="wizard-side">
        <h1>{title}</h1>
        <StepList steps={steps} current={current} faulty={faulty} go={go} />
        <SavingState draft={draft} />
      </div>
      <section className="wizard-body panel" aria-labelledby="step-title">
        <p className="faint">{t('compose.stepOf', { n: current + 1, total: steps.length })}</p>
        <h2 id="step-title" ref={heading} tabIndex={-1}>
          {step.title}
        </h2>
        <p className="soft">{step.why}</p>
        <div className="wizard-fields">{step.body}</div>
        {isLast && refusal && <FaultList refusal={refusal} onOpen={(member) => go(stepOf(member))} />}
        {isLast && submit.error && !refusal && <FailureLine failure={submit.error} />}
        <div className="spread wizard-foot">
          <button type="button" className="button large" disabled={current === 0} onClick={() => go(current - 1)}>
            {t('compose.back')}
          </button>
          {isLast ? (
            <button type="button" className="button primary large" disabled={submit.isPending} onClick={() => submit.mutate()}>
              {t('compose.submit')}
            </button>
          ) : (
            <button type="button" className="button primary large" onClick={() => go(current + 1)}>
              {t('compose.next')}
            </button>
          )}
        </div>
      </section>
      <aside className="wizard-rail" aria-label={t('compose.exists')}>
        {rail}
      </aside>
    </div>
  );
}
