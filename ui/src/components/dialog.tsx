// dialog.tsx - the browser's own modal dialog: it keeps the focus inside and closes with Escape.
import { useDeferredValue, useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Properties {
  open: boolean;
  onClose: () => void;
  title: string;
  side?: boolean;
  children: ReactNode;
}

export function Dialog({ open, onClose, title, side, children }: Properties) {
  const { t } = useTranslation();
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const drawn = useDeferredValue(open); // a sheet slides in at once, and is filled a moment later
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={element}
      className={side ? 'side' : undefined}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === element.current && onClose()}
    >
      {open && (
        <div className="dialog-body">
          <div className="sheet-head">
            <h2 id={titleId}>{title}</h2>
            <button type="button" className="button" onClick={onClose}>
              {t('action.close')}
            </button>
          </div>
          {(drawn || !side) && children}
        </div>
      )}
    </dialog>
  );
}
