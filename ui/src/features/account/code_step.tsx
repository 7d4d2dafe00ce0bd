// code_step.tsx - the second step of signing in: a code of the app, or a recovery code.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, Refusal, type Schemas } from '../../api/client';
import { FailureLine } from '../../components/states';
import { EntryField, EntryFrame } from './entry';

interface Properties {
  challenge: string;
  onDone: (myself: Schemas['Myself']) => void;
  /** With the refusal when the step has run out. */
  onBack: (refusal?: Refusal) => void;
}

export function CodeStep({ challenge, onDone, onBack }: Properties) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [isRecovery, setIsRecovery] = useState(false);
  const signIn = useMutation({
    mutationFn: async () => answer(api.POST('/v1/session/second-factor', { body: { challenge, code } })),
    onSuccess: onDone,
    onError: (failure) => {
      setCode('');
      if (failure instanceof Refusal && failure.key === 'identity.challenge_invalid') onBack(failure);
    },
  });
  const swap = () => {
    setIsRecovery(!isRecovery);
    setCode('');
    signIn.reset();
  };
  const member = isRecovery ? t('secondFactor.recoveryCode') : t('secondFactor.code');
  return (
    <EntryFrame title={t('secondFactor.step')} hint={isRecovery ? t('secondFactor.recoveryHint') : t('secondFactor.stepHint')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <EntryField
          key={member}
          label={member}
          member="code"
          className="input code-input"
          autoFocus
          required
          minLength={6}
          maxLength={40}
          autoComplete={isRecovery ? 'off' : 'one-time-code'}
          inputMode={isRecovery ? 'text' : 'numeric'}
          spellCheck={false}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <FailureLine failure={signIn.error} />
        <button type="submit" className="button primary large wide" disabled={signIn.isPending}>
          {t('signIn.title')}
        </button>
      </form>
      <p className="spread">
        <button type="button" className="link-button" onClick={swap}>
          {isRecovery ? t('secondFactor.useApp') : t('secondFactor.useRecovery')}
        </button>
        <button type="button" className="link-button" onClick={() => onBack()}>
          {t('secondFactor.otherAccount')}
        </button>
      </p>
    </EntryFrame>
  );
}
