/** A Gemeinde's eight digits in Baden-Württemberg. Always text: the leading zero counts. */
export function isGemeindeAgs(key: string): boolean {
  return /^08\d{6}$/.test(key);
}

/** A Kreis' five digits in Baden-Württemberg, of a Landkreis or of a Stadtkreis. */
export function isKreisAgs(key: string): boolean {
  return /^08\d{3}$/.test(key);
}

/** A Landkreis' five digits; the last one of a Stadtkreis is 4 at most. */
export function isLandkreisAgs(key: string): boolean {
  return /^08\d{2}[5-9]$/.test(key);
}

export function isUuid(key: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(key);
}
