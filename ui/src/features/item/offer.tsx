// offer.tsx - an offer, shown: what it reaches, who holds it, how mature it is.
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useCodeNames, useReadiness } from '../../components/codes';
import { FigureTable } from '../../components/figure_table';
import { Money } from '../../components/item_row';
import { ClassificationFacts, Fact, FieldsFact, LanguageFact, ModesFact, Passage, RegionFact } from './facts';
import { findOffer } from './find';
import { ItemPage } from './item_page';
import type { ItemShape } from './shape';

type OfferContent = Schemas['OfferContent'];

function OfferFacts({ content }: { content: OfferContent }) {
  const { t } = useTranslation();
  const readiness = useReadiness();
  const comma = t('why.listComma');
  return (
    <>
      <Fact label={t('fieldName.readiness')}>{readiness(content.readiness)}</Fact>
      <Fact label={t('fieldName.price')}>{content.price && <Money range={content.price} />}</Fact>
      <ModesFact codes={content.modes} />
      <RegionFact code={content.region} />
      <Fact label={t('fieldName.inventors')}>{(content.inventors ?? []).join(comma)}</Fact>
      <Fact label={t('fieldName.co_owners')}>{(content.co_owners ?? []).join(comma)}</Fact>
      <FieldsFact codes={content.fields} />
      <ClassificationFacts content={content} />
      <LanguageFact language={content.language} />
    </>
  );
}

function IpTable({ items }: { items: Schemas['IpItem'][] | undefined }) {
  const { t } = useTranslation();
  const name = useCodeNames('ip_kinds');
  if (!items || items.length === 0) return null;
  const title = t('fieldName.ip_items');
  return (
    <section>
      <h2>{title}</h2>
      <div className="table-frame" tabIndex={0} role="region" aria-label={title}>
        <table className="table stacked">
          <thead>
            <tr>
              <th scope="col">{t('ip.kind')}</th>
              <th scope="col">{t('ip.number')}</th>
              <th scope="col">{t('ip.title')}</th>
              <th scope="col">{t('ip.status')}</th>
              <th scope="col">{t('ip.expires')}</th>
              <th scope="col">{t('ip.checked')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, place) => (
              <tr key={place}>
                <td className="short" data-label={t('ip.kind')}>
                  {name('ip_kinds', item.kind)}
                </td>
                <td className="short" data-label={t('ip.number')}>
                  {item.number}
                </td>
                <td data-label={t('ip.title')}>{item.title}</td>
                <td className="short" data-label={t('ip.status')}>
                  {t(`ipStatus.${item.status}`)}
                </td>
                <td className="short" data-label={t('ip.expires')}>
                  {item.expires_on}
                </td>
                <td className="short" data-label={t('ip.checked')}>
                  {item.checked_on}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function OfferText({ content }: { content: OfferContent }) {
  const { t } = useTranslation();
  return (
    <>
      <Passage title={t('fieldName.abstract')} text={content.abstract} />
      <Passage title={t('fieldName.advantages')} text={content.advantages} />
      <FigureTable figures={content.figures} title={t('item.statedFigures')} />
      <IpTable items={content.ip_items} />
      <Passage title={t('fieldName.readiness_evidence')} text={content.readiness_evidence} />
    </>
  );
}

export const offer: ItemShape<OfferContent> = {
  kind: 'offer',
  find: findOffer,
  title: ({ title }) => title,
  kindLabel: ({ kind }, t) => t('item.offerKind', { kind: t(`offerKind.${kind}`) }),
  Facts: OfferFacts,
  Text: OfferText,
  matches: ['need', 'offer'],
};

export function Component() {
  return <ItemPage shape={offer} />;
}
