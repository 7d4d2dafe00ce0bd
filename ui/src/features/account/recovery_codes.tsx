// recovery_codes.tsx - the recovery codes, shown once: to copy, to download, and to say that they are kept.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<boolean>();
  const text = codes.join('\n');
  const download = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${t('secondFactor.fileTitle')}\n${location.host}\n\n${text}\n`], { type: 'text/plain' }));
    link.download = 'shuniu-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <section className="panel panel-form stack" aria-labelledby="recovery-title">
      <h2 id="recovery-title">{t('secondFactor.recoveryCodes')}</h2>
      <p>{t('secondFactor.recoveryWhy')}</p>
      <ul className="recovery-codes" aria-label={t('secondFactor.recoveryCodes')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="row">
        <button
          type="button"
          className="button"
          onClick={() =>
            navigator.clipboard.writeText(text).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {t('secondFactor.copy')}
        </button>
        <button type="button" className="button" onClick={download}>
          {t('secondFactor.download')}
        </button>
        <button type="button" className="button primary" onClick={onKept}>
          {t('secondFactor.kept')}
        </button>
        <span className="faint" role="status">
          {copied === true && t('secondFactor.copied')}
          {copied === false && t('secondFactor.notCopied')}
        </span>
      </div>
    </section>
  );
}
