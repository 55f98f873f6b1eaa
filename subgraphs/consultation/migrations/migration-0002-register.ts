import { Migration } from '@mikro-orm/migrations';

export class Migration0002Register extends Migration {
  override up(): void {
    this.addSql(`
      create table register (
        id boolean primary key default true constraint register_is_one_row check (id),
        version bigint not null default 0,
        source text,
        as_of date,
        population_as_of date,
        constraint register_source_is_whole check (num_nulls(source, as_of, population_as_of) in (0, 3))
      );
      insert into register default values;

      create table regierungsbezirk (
        key text primary key constraint regierungsbezirk_key_form check (key ~ '^08[0-9]$'),
        name text not null,
        seat text not null
      );

      create table region (
        key text primary key constraint region_key_form check (key ~ '^08[0-9]{2}$'),
        name text not null,
        seat text not null,
        regierungsbezirk_key text not null constraint region_regierungsbezirk_key_foreign references regierungsbezirk,
        constraint region_regierungsbezirk_by_key check (regierungsbezirk_key = left(key, 3))
      );

      create table verwaltungsgemeinschaft (
        key text primary key constraint verwaltungsgemeinschaft_key_form check (key ~ '^08[0-9]{7}$'),
        name text not null,
        kind text not null constraint verwaltungsgemeinschaft_kind check (kind in ('GVV', 'VVG')),
        seat text not null
      );

      create table kommune (
        ags text primary key,
        ars text not null,
        kind text not null
          constraint kommune_kind check (kind in ('STADTKREIS', 'GROSSE_KREISSTADT', 'STADT', 'GEMEINDE', 'LANDKREIS')),
        name text not null,
        official_name text not null,
        population integer not null constraint kommune_population check (population >= 0),
        area_km2 numeric(8, 2) not null,
        region_key text not null constraint kommune_region_key_foreign references region,
        landkreis_ags text constraint kommune_landkreis_ags_foreign references kommune,
        verwaltungsgemeinschaft_key text
          constraint kommune_verwaltungsgemeinschaft_key_foreign references verwaltungsgemeinschaft,
        seat text,
        postal_code text constraint kommune_postal_code_form check (postal_code ~ '^[0-9]{5}$'),
        latitude double precision,
        longitude double precision,
        valid_until date,
        successor_ags text constraint kommune_successor_ags_foreign references kommune,
        constraint kommune_ags_form check (ags ~ case kind when 'LANDKREIS' then '^08[0-9]{3}$' else '^08[0-9]{6}$' end),
        constraint kommune_ars_form check (ars ~ case kind when 'LANDKREIS' then '^08[0-9]{3}$' else '^08[0-9]{10}$' end),
        constraint kommune_region_by_key check (region_key = left(ags, 4)),
        constraint kommune_landkreis_by_key check (
          case when kind in ('LANDKREIS', 'STADTKREIS') then landkreis_ags is null else landkreis_ags = left(ags, 5) end
        ),
        constraint kommune_seat_of_landkreis check ((seat is not null) = (kind = 'LANDKREIS')),
        constraint kommune_postal_code_of_gemeinde check ((postal_code is not null) = (kind <> 'LANDKREIS')),
        constraint kommune_successor_of_ended check (successor_ags is null or valid_until is not null),
        constraint kommune_successor_of_same_kind check (length(successor_ags) = length(ags)),
        constraint kommune_successor_is_another check (successor_ags <> ags)
      );

      create table unincorporated_area (
        ags text primary key constraint unincorporated_area_ags_form check (ags ~ '^08[0-9]{6}$'),
        name text not null,
        area_km2 numeric(8, 2) not null
      );
    `);
    // Every process holds a copy of the register and compares versions: whoever changes a row, by whatever way, makes a new one.
    this.addSql(`
      create function count_register_version() returns trigger language plpgsql as $$
      begin
        update register set version = version + 1;
        return null;
      end $$;
    `);
    for (const table of ['regierungsbezirk', 'region', 'verwaltungsgemeinschaft', 'kommune', 'unincorporated_area']) {
      this.addSql(`
        create trigger register_version after insert or update or delete or truncate on ${table}
        for each statement execute function count_register_version()
      `);
    }
  }
}
