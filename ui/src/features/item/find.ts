// find.ts - reads one item of each kind.
import { answer, api, type Schemas } from '../../api/client';

export interface Found<Content> {
  state: Schemas['ItemState'];
  content: Content;
}

export function findNeed(need: string): Promise<Found<Schemas['NeedContent']>> {
  return answer(api.GET('/v1/needs/{need}', { params: { path: { need } } }));
}

export function findOffer(offer: string): Promise<Found<Schemas['OfferContent']>> {
  return answer(api.GET('/v1/offers/{offer}', { params: { path: { offer } } }));
}

export function findExpert(expert: string): Promise<Found<Schemas['ExpertContent']>> {
  return answer(api.GET('/v1/experts/{expert}', { params: { path: { expert } } }));
}
