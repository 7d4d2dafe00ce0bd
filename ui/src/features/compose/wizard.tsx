// wizard.tsx - one thing a step; saved as it goes; says why it asks; the last step shows everything and submits.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { answer, api, Refusal, type Schemas } from '../../api/client';
import { Dialog } from '../../components/dialog';
import { FaultList, pathParts, useFieldLabel } from '../../components/faults';
import { itemAddress } from '../../components/item_row';
import { usePageTitle } from '../../components/page_title';
import { FailedPage, FailureLine, SkeletonRows } from '../../components/states';
import { Withdraw } from '../item/item_actions';
import type { ItemShape } from '../item/shape';
import { useBinder, type Bind } from './bind';
import type { Draft } from './draft';
import type { DraftStore } from './draft_saver';
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

function SavingState<Content>({ draft }: { draft: Draft<Content> }) {
  const { t } = useTranslation();
  return (
    <div role="status" className="saving">
      {draft.saving === 'failed' ? (
        <div className="stack" style={{ gap: 8 }}>
          <FailureLine failure={draft.failure} />
          <p>
            <button type="button" className="button" onClick={() => void draft.save()}>
              {t('saving.again')}
            </button>
          </p>
        </div>
      ) : (
        <p className="faint">{t(`saving.${draft.saving}`)}</p>
      )}
    </div>
  );
}

/** For a draft that is no longer wanted; what is published is withdrawn on its own page. */
function Discard<Content>({ draft }: { draft: Draft<Content> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { state } = draft;
  if (!state || state.status !== 'draft' || state.published_version !== undefined) return null;
  return (
    <>
      <button type="button" className="link-button discard" disabled={draft.saving !== 'saved'} onClick={() => setOpen(true)}>
        {t('action.discard')}
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('action.discard')}>
        <Withdraw state={state} onDone={() => void navigate('/my')} />
      </Dialog>
    </>
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
              <span className="wizard-step-title">{step.title}</span>
              {faulty.has(place) && <span className="tag cinnabar">{t('compose.toMend')}</span>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Everything at once, as it will be seen. */
function Summary<Content>({ shape, content, missing, onOpen }: { shape: ItemShape<Content>; content: Content; missing: string[]; onOpen: (member: string) => void }) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  return (
    <div className="summary">
      {missing.length > 0 && (
        <p className="alert amber row" role="status">
          {t('compose.missing')}
          {missing.map((member) => (
            <button key={member} type="button" className="link-button" onClick={() => onOpen(member)}>
              {label(member)}
            </button>
          ))}
        </p>
      )}
      <h3>{shape.title(content) || t('item.untitled')}</h3>
      <shape.Text content={content} />
      <dl className="facts">
        <shape.Facts content={content} />
      </dl>
    </div>
  );
}

/** Which step is shown; the focus goes to its heading. */
function useSteps(count: number) {
  const [current, setCurrent] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) heading.current?.focus();
  }, [current]);
  const go = (place: number) => {
    moved.current = true;
    setCurrent(Math.max(0, Math.min(count - 1, place)));
    window.scrollTo({ top: 0 });
  };
  return { current, heading, go };
}

function useSubmit<Content>(draft: Draft<Content>, store: DraftStore<Content>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
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
  });
}

interface Properties<Content> {
  store: DraftStore<Content>;
  shape: ItemShape<Content>;
  draft: Draft<Content>;
  title: string;
  steps: (bind: Bind<Content>) => WizardStep[];
  /** Without these nothing can be submitted; the hub checks them and more. */
  required: (keyof Content & string)[];
  rail: ReactNode;
}

/** Says nothing: not there, empty, or a declaration that is not made. */
function isUnsaid(value: unknown): boolean {
  return value === undefined || value === null || value === false || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
}

export function Wizard<Content>({ store, shape, draft, title, steps: stepsFor, required, rail }: Properties<Content>) {
  const { t } = useTranslation();
  const bind = useBinder(draft);
  const submit = useSubmit(draft, store);
  usePageTitle(title);
  const faults = [submit.error, draft.failure].find((reason) => reason instanceof Refusal && reason.faults.length > 0) as Refusal | undefined;
  const check: WizardStep = {
    key: 'check',
    title: t('compose.check'),
    why: t('compose.checkWhy'),
    members: [],
    body: (
      <Summary
        shape={shape}
        content={store.sendable(draft.content)}
        missing={faults ? [] : required.filter((member) => isUnsaid(draft.content[member]))}
        onOpen={(member) => go(stepOf(member))}
      />
    ),
  };
  const steps = [...stepsFor(bind(faults)), check];
  const { current, heading, go } = useSteps(steps.length);
  const step = steps[current] ?? check;
  // The heading answers the click at once; the fields of the step may take a moment longer.
  const drawn = useDeferredValue(current);
  const isLast = current === steps.length - 1;
  const stepOf = (member: string) => steps.findIndex(({ members }) => members.includes(member));
  const faulty = new Set((faults?.faults ?? []).map(({ path }) => stepOf(pathParts(path)[0] ?? '')));

  if (draft.loadFailure) return <FailedPage failure={draft.loadFailure} />;
  if (draft.loading) return <SkeletonRows rows={5} />;
  return (
    <div className="wizard">
      <div className="wizard-side">
        <h1>{title}</h1>
        <StepList steps={steps} current={current} faulty={faulty} go={go} />
        <SavingState draft={draft} />
        <Discard draft={draft} />
      </div>
      <section className="wizard-body panel" aria-labelledby="step-title">
        <p className="faint">{t('compose.stepOf', { n: current + 1, total: steps.length })}</p>
        <h2 id="step-title" ref={heading} tabIndex={-1}>
          {step.title}
        </h2>
        <p className="soft">{step.why}</p>
        <div className="wizard-fields" inert={drawn !== current}>
          {(steps[drawn] ?? check).body}
        </div>
        {isLast && faults && <FaultList refusal={faults} onOpen={(member) => go(stepOf(member))} />}
        {isLast && submit.error && !faults && <FailureLine failure={submit.error} />}
        <div className="spread wizard-foot">
          {current > 0 ? (
            <button type="button" className="button large" onClick={() => go(current - 1)}>
              {t('compose.back')}
            </button>
          ) : (
            <span />
          )}
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
