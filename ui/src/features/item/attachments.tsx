// attachments.tsx - the files of an item that this reader may have.
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fetchFile, type Schemas } from '../../api/client';
import { bytes } from '../../components/format';
import { FailureLine } from '../../components/states';

export function Attachments({ files }: { files: Schemas['AttachmentView'][] | undefined }) {
  const { t } = useTranslation();
  const download = useMutation({ mutationFn: (file: Schemas['AttachmentView']) => fetchFile(`/v1/attachments/${file.id}`, file.name) });
  if (!files || files.length === 0) return null;
  return (
    <section>
      <h2>{t('item.attachments')}</h2>
      <ul className="attachments">
        {files.map((file) => (
          <li key={file.id} className="spread">
            <button type="button" className="link-button" aria-label={t('item.download', { name: file.name })} onClick={() => download.mutate(file)}>
              {file.name}
            </button>
            <span className="faint dots">
              <span>{bytes(file.size_bytes)}</span>
              <span>{t(`attachment.${file.visibility}`)}</span>
            </span>
          </li>
        ))}
      </ul>
      <FailureLine failure={download.error} />
    </section>
  );
}
