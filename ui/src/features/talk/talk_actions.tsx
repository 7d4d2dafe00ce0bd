// talk_actions.tsx - the steps that this reader can take now in a talk; which they are, the hub says.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, Refusal, type Schemas } from '../../api/client';
import { useCodeList, useCodeNames, type ListName } from '../../components/codes';
import { Dialog } from '../../components/dialog';
import { FailureLine } from '../../components/states';
import { FaultList } from '../../components/faults';
import type { Talk } from './talk_query';

type Action = Schemas['TalkAction'];
const note_most = 1000;

/** The answer of a step is the talk as it is now; a talk that has moved on meanwhile is read again. */
function useStep<Given>(talk: Talk, take: (given: Given) => Promise<Talk>, onDone: () => void, onMoved: (moved: boolean) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: take,
    onSuccess: async (changed) => {
      queries.setQueryData(['talk', talk.id], changed);
      onDone();
      onMoved(false);
      await queries.invalidateQueries({ queryKey: ['talks'] });
    },
    onError: (failure) => {
      if (!(failure instanceof Refusal) || !failure.key.startsWith('talk.')) return;
      void queries.invalidateQueries({ queryKey: ['talk', talk.id] });
      if (failure.key === 'talk.version_conflict') onMoved(true);
    },
  });
}

function StepFailure({ failure }: { failure: unknown }) {
  if (failure instanceof Refusal && failure.key === 'talk.version_conflict') return null; // said above the actions
  if (failure instanceof Refusal && failure.faults.length > 0) return <FaultList refusal={failure} />;
  return <FailureLine failure={failure} />;
}

interface CodesProperties {
  list: ListName;
  label: string;
  several?: boolean;
  chosen: string[];
  onChange: (codes: string[]) => void;
}

function Codes({ list, label, several, chosen, onChange }: CodesProperties) {
  const codes = useCodeList(list);
  const name = useCodeNames(list);
  const group = useId();
  const toggle = (code: string) => {
    if (!several) return onChange([code]);
    onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  };
  return (
    <div className="field" role={several ? 'group' : 'radiogroup'} aria-labelledby={group}>
      <p id={group} className="field-label">
        {label}
      </p>
      {codes.map(({ code }) => (
        <label key={code} className="check-line">
          <input type={several ? 'checkbox' : 'radio'} name={group} checked={chosen.includes(code)} onChange={() => toggle(code)} />
          <span>{name(list, code)}</span>
        </label>
      ))}
    </div>
  );
}

interface StepFormProperties {
  hint: string;
  button: string;
  danger?: boolean;
  codes?: Omit<CodesProperties, 'chosen' | 'onChange'>;
  withNote?: boolean;
  begin?: string[];
  take: (codes: string[], note: string | undefined) => Promise<Talk>;
  talk: Talk;
  onDone: () => void;
  onMoved: (moved: boolean) => void;
}

/** One step that needs a choice or a second thought. */
function StepForm({ hint, button, danger, codes, withNote, begin = [], take, talk, onDone, onMoved }: StepFormProperties) {
  const { t } = useTranslation();
  const id = useId();
  const [chosen, setChosen] = useState(begin);
  const [note, setNote] = useState('');
  const step = useStep(talk, () => take(chosen, note.trim() || undefined), onDone, onMoved);
  return (
    <>
      <p className="soft">{hint}</p>
      {codes && <Codes {...codes} chosen={chosen} onChange={setChosen} />}
      {withNote && (
        <div className="field">
          <label htmlFor={id}>
            {t('talk.note')} <span className="faint">{t('compose.optional')}</span>
          </label>
          <textarea id={id} className="input" rows={3} maxLength={note_most} value={note} onChange={(event) => setNote(event.target.value)} />
        </div>
      )}
      <StepFailure failure={step.error} />
      <p className="row">
        <button type="button" className={`button ${danger ? 'danger' : 'primary'}`} disabled={step.isPending || (codes !== undefined && chosen.length === 0)} onClick={() => step.mutate(undefined)}>
          {button}
        </button>
      </p>
    </>
  );
}

function DirectStep({ talk, label, take, onMoved }: { talk: Talk; label: string; take: () => Promise<Talk>; onMoved: (moved: boolean) => void }) {
  const step = useStep(talk, take, () => {}, onMoved);
  return (
    <>
      <button type="button" className="button primary wide" disabled={step.isPending} onClick={() => step.mutate(undefined)}>
        {label}
      </button>
      <StepFailure failure={step.error} />
    </>
  );
}

type InDialog = 'decline' | 'withdraw' | 'propose_agreement' | 'end';
const in_dialog: InDialog[] = ['propose_agreement', 'decline', 'withdraw', 'end'];

export function TalkActions({ talk, onMoved }: { talk: Talk; onMoved: (moved: boolean) => void }) {
  const { t } = useTranslation();
  const name = useCodeNames('contract_kinds');
  // With the version that was seen when it was opened: what comes meanwhile makes the step a conflict.
  const [open, setOpen] = useState<{ action: InDialog; version: number } | null>(null);
  const may = (action: Action) => (talk.actions ?? []).includes(action);
  const path = { talk: talk.id };
  const version = open?.version ?? talk.version;
  const done = () => setOpen(null);
  const shared = {
    talk,
    onDone: done,
    onMoved: (moved: boolean) => {
      done();
      onMoved(moved);
    },
  };
  const label = (action: InDialog) => (action === 'propose_agreement' && talk.proposed_mode ? t('talk.action.proposeOther') : t(`talk.action.${action}`));
  const forms: Record<InDialog, () => ReactNode> = {
    decline: () => (
      <StepForm
        {...shared}
        danger
        withNote
        hint={t('talk.declineHint')}
        button={t('talk.confirmAction.decline')}
        codes={{ list: 'decline_reasons', label: t('talk.declineReasons'), several: true }}
        take={(reasons, note) => answer(api.POST('/v1/talks/{talk}/decline', { params: { path }, body: { version, reasons, note } }))}
      />
    ),
    withdraw: () => (
      <StepForm
        {...shared}
        danger
        hint={t('talk.withdrawHint')}
        button={t('talk.confirmAction.withdraw')}
        take={() => answer(api.POST('/v1/talks/{talk}/withdraw', { params: { path }, body: { version } }))}
      />
    ),
    propose_agreement: () => (
      <StepForm
        {...shared}
        hint={t('talk.proposeHint')}
        button={t('talk.propose')}
        begin={talk.proposed_mode ? [talk.proposed_mode] : []}
        codes={{ list: 'contract_kinds', label: t('talk.contractKind') }}
        take={([mode = '']) => answer(api.POST('/v1/talks/{talk}/propose-agreement', { params: { path }, body: { version, mode } }))}
      />
    ),
    end: () => (
      <StepForm
        {...shared}
        danger
        withNote
        hint={t('talk.endHint')}
        button={t('talk.confirmAction.end')}
        codes={{ list: 'talk_end_reasons', label: t('talk.endReason') }}
        take={([reason = ''], note) => answer(api.POST('/v1/talks/{talk}/end', { params: { path }, body: { version, reason, note } }))}
      />
    ),
  };
  const mode = name('contract_kinds', talk.proposed_mode);
  return (
    <>
      {may('accept') && talk.accepting_reveals && <p className="soft">{t('talk.acceptReveals')}</p>}
      {may('accept') && <DirectStep talk={talk} onMoved={onMoved} label={t('talk.action.accept')} take={() => answer(api.POST('/v1/talks/{talk}/accept', { params: { path }, body: { version } }))} />}
      {may('confirm_agreement') && (
        <>
          <p>{t('talk.theyProposedLong', { mode })}</p>
          <DirectStep talk={talk} onMoved={onMoved} label={t('talk.action.confirm', { mode })} take={() => answer(api.POST('/v1/talks/{talk}/confirm-agreement', { params: { path }, body: { version } }))} />
        </>
      )}
      {talk.status === 'open' && talk.proposed_mode && !may('confirm_agreement') && <p className="soft">{t('talk.weProposedLong', { mode })}</p>}
      {in_dialog.filter(may).map((action) => (
        <button key={action} type="button" className={`button wide ${action === 'propose_agreement' ? (talk.proposed_mode ? '' : 'primary') : 'danger'}`} onClick={() => setOpen({ action, version: talk.version })}>
          {label(action)}
        </button>
      ))}
      {open && may(open.action) && (
        <Dialog open onClose={done} title={label(open.action).replace('…', '')}>
          {forms[open.action]()}
        </Dialog>
      )}
    </>
  );
}
