-- One row per member number (KPJ), SPEC'd column names, in the order of the numbers. Most people have one; of fourteen
-- numbers two belong to somebody who has another one (an older employer's).
-- In: nation_people over `wanted`, plus `seats` (row_no, person_no, is_second). Settings: {as_of}, {seed}, {branch}.
SELECT
    kpj_of(s.row_no) AS kpj,
    CASE WHEN draw(row_no, 'no nik', 1000) < CASE WHEN is_second THEN 70 ELSE 18 END THEN ''
         WHEN draw(row_no, 'nik typo', 1000) < 6
              THEN p.nik[:15] || ((p.nik[16]::INTEGER + 1 + draw(row_no, 'typo', 8)) % 10)::VARCHAR
         WHEN c.nik IS NOT NULL THEN p.nik[:12] || '01' || p.nik[15:]
         ELSE p.nik END AS nik,
    CASE WHEN draw(row_no, 'respelt', 1000) < CASE WHEN is_second THEN 240 ELSE 70 END
         THEN respelt(p.name, draw(row_no, 'how', 5), draw(row_no, 'where', 97)) ELSE p.name END AS nama,
    CASE WHEN draw(row_no, 'no place', 100) < 6 THEN '' ELSE birth_place END AS tempat_lahir,
    CASE WHEN draw(row_no, 'day one', 1000) < 8 THEN make_date(year(born_on), 1, 1)
         WHEN draw(row_no, 'turned', 1000) < 6 AND day(born_on) <= 12
              THEN make_date(year(born_on), day(born_on), month(born_on))
         ELSE born_on END AS tanggal_lahir,
    sex AS jenis_kelamin,
    CASE WHEN draw(row_no, 'no address', 100) < 12 THEN '' ELSE address || ' RT ' || rt || ' RW ' || rw END AS alamat,
    CASE WHEN draw(row_no, 'no address', 100) < 9 THEN '' ELSE upper(kelurahan) END AS kelurahan,
    upper(kecamatan) AS kecamatan,
    CASE WHEN draw(row_no, 'coded', 100) < 45 THEN kelurahan_code ELSE '' END AS kode_kelurahan,
    CASE WHEN draw(row_no, 'phone known', 100) < 30 THEN ''
         WHEN draw(row_no, 'old phone', 100) < 15 THEN '081' || lpad(draw(row_no, 'old number', 1000000000)::VARCHAR, 9, '0')
         ELSE phone END AS telepon,
    CASE WHEN draw(row_no, 'mother known', 100) < 25 THEN '' ELSE mother_name END AS nama_ibu,
    segmen,
    CASE segmen WHEN 'PU' THEN npp_of(employer) WHEN 'JAKON' THEN npp_of(employer) ELSE '' END AS npp,
    CASE segmen WHEN 'PU' THEN company_of(employer) WHEN 'JAKON' THEN 'PROYEK ' || company_of(employer)
         ELSE CASE jenis_pembayar WHEN 'self' THEN '' WHEN 'pemkab' THEN 'PEMERINTAH KABUPATEN/KOTA'
              WHEN 'pemprov' THEN 'PEMERINTAH PROVINSI' WHEN 'desa' THEN 'PEMERINTAH DESA ' || upper(kelurahan)
              WHEN 'csr' THEN 'CSR ' || company_of(employer) WHEN 'sponsor' THEN 'SERTAKAN' ELSE 'KEMENTERIAN' END END AS nama_pembayar,
    jenis_pembayar,
    CASE WHEN segmen = 'PU' AND draw(row_no, 'programmes', 100) < 70 THEN 'JKK,JKM,JHT,JP'
         WHEN segmen = 'PU' OR draw(row_no, 'programmes', 100) < 8 THEN 'JKK,JKM,JHT' ELSE 'JKK,JKM' END AS program,
    status,
    strftime(CASE status
        WHEN 'aktif' THEN {as_of} + to_months(CASE segmen WHEN 'PU' THEN 0 ELSE draw(row_no, 'ahead', 4) END::INTEGER)
        WHEN 'menunggak' THEN {as_of} - to_months((1 + draw(row_no, 'behind', 3))::INTEGER)
        ELSE {as_of} - to_months((4 + draw(row_no, 'ended', 90))::INTEGER) END, '%Y-%m') AS dibayar_sampai,
    CASE WHEN s.person_no < {focus_people} THEN '{branch}' ELSE 'B' || kecamatan_code[:2] || draw(kecamatan_code, 'branch', 6)::VARCHAR END AS kode_cabang
FROM (
    SELECT *,
           CASE WHEN segmen IN ('PU', 'JAKON') THEN 'employer' WHEN segmen = 'PMI' THEN 'self'
                ELSE (['self','self','self','self','self','self','pemkab','pemkab','pemprov','desa','csr','sponsor','apbn'])
                     [1 + draw(row_no, 'payer', 13)] END AS jenis_pembayar,
           CASE WHEN is_second AND draw(row_no, 'second', 100) < 82 THEN 'nonaktif'
                WHEN draw(row_no, 'status', 100) < 63 THEN 'aktif'
                WHEN segmen = 'BPU' AND draw(row_no, 'status', 100) < 74 THEN 'menunggak'
                ELSE 'nonaktif' END AS status
    FROM (SELECT *,
                 CASE WHEN draw(row_no, 'segment', 100) < 72 THEN 'PU' WHEN draw(row_no, 'segment', 100) < 96 THEN 'BPU'
                      WHEN draw(row_no, 'segment', 100) < 98 THEN 'JAKON' ELSE 'PMI' END AS segmen,
                 -- Few employers have most workers.
                 (pow(draw(row_no, 'employer', 1000003) / 1000003.0, 3) * {employers})::BIGINT AS employer
          FROM seats)
) s
JOIN nation_people p ON p.person_no = s.person_no
LEFT JOIN city_niks c ON c.nik = p.nik
