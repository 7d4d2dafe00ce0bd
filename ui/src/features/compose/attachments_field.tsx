// attachments_field.tsx - files of a draft, each with its own visibility.
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, sendBytes, type Schemas } from '../../api/client';
import { bytes, number } from '../../components/format';
import { FailureLine } from '../../components/states';
import type { Draft } from './draft';

type Visibility = Schemas['AttachmentVisibility'];

const visibilities: Visibility[] = ['owner', 'signed_in', 'open'];
const accepted = '.pdf,.png,.jpg,.jpeg,.docx,.xlsx,.txt';

export function AttachmentsField<Content>({ draft }: { draft: Draft<Content> }) {
  const { t } = useTranslation();
  const id = useId();
  const [visibility, setVisibility] = useState<Visibility>('owner');
  const [share, setShare] = useState<number>();
  const files = draft.state?.attachments ?? [];
  const add = useMutation({
    mutationFn: async (file: File) => {
      const state = await draft.settle();
      if (!state) return;
      const address = `/v1/items/${state.id}/attachments?name=${encodeURIComponent(file.name)}&visibility=${visibility}`;
      await sendBytes<Schemas['AttachmentView']>(address, file, setShare);
      await draft.refresh();
    },
    onSettled: () => setShare(undefined),
  });
  const remove = useMutation({
    mutationFn: async (attachment: string) => {
      await answer(api.DELETE('/v1/attachments/{attachment}', { params: { path: { attachment } } }));
      await draft.refresh();
    },
  });
  return (
    <div className="field" role="group" aria-labelledby={id}>
      <p id={id} className="field-label">
        {t('item.attachments')} <span className="faint">{t('compose.optional')}</span>
      </p>
      <p className="why">{t('compose.attachmentsWhy')}</p>
      {files.length > 0 && (
        <ul className="attachments">
          {files.map((file) => (
            <li key={file.id} className="spread">
              <span>{file.name}</span>
              <span className="row">
                <span className="faint dots">
                  <span>{bytes(file.size_bytes)}</span>
                  <span>{t(`attachment.${file.visibility}`)}</span>
                </span>
                <button type="button" className="link-button" onClick={() => remove.mutate(file.id)}>
                  {t('compose.removeFile', { name: file.name })}
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <select className="input" style={{ width: 'auto' }} aria-label={t('compose.fileVisibility')} value={visibility} onChange={(event) => setVisibility(event.target.value as Visibility)}>
          {visibilities.map((choice) => (
            <option key={choice} value={choice}>
              {t(`attachment.${choice}`)}
            </option>
          ))}
        </select>
        <label className="button file-button">
          {share === undefined ? t('compose.addFile') : t('compose.sending', { percent: number(Math.round(share * 100)) })}
          <input
            type="file"
            className="unseen"
            accept={accepted}
            disabled={!draft.state || add.isPending}
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) add.mutate(file);
              event.target.value = '';
            }}
          />
        </label>
      </div>
      {!draft.state && <p className="why">{t('compose.filesLater')}</p>}
      <FailureLine failure={add.error ?? remove.error} />
    </div>
  );
}
