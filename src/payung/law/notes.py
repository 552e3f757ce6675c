"""What the notes of figures say in English; the figures' files hold them in Indonesian. A test keeps both complete."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Batas bawah sebesar santunan JKM: dari ingatan.": "The floor, as high as the JKM grant, is from memory.",
    "Penjumlahan batas tiap moda: dari ingatan.": "That the maximum of each mode is added up is from memory.",
    "Kompasiana 2015: Rp33.000 per hari pada dasar 1 juta.": "Kompasiana 2015: Rp33,000 a day on a base of 1 million.",
    "Dua tahunnya belum lewat ketika PP 82/2019 memberi lima tahun (2 Desember 2019); PP 82/2019 tidak memuat aturan"
    " peralihan.": "Its two years were not over when PP 82/2019 gave five (2 December 2019); PP 82/2019 has no rule of"
    " transition.",
    "Nomor pasal belum diperoleh; keterangan tiga pejabat cabang.": "The article's number was not obtained; three branch"
    " officials say so.",
    "Jumlah disepakati; Meulaboh menyebut 8 juta santunan + 2 juta pemakaman, Palu dan Sumenep biaya pemakaman.": "The"
    " amount is agreed; Meulaboh calls it 8 million grant + 2 million funeral, Palu and Sumenep the funeral grant.",
    "Keterangan Kepala Kanwil Banuspa; nomor pasal belum diperoleh.": "The head of the Banuspa regional office says so;"
    " the article's number was not obtained.",
    "Lampiran PP 70/2015 (ASN) yang terbaca memuat baris-baris yang sama, masing-masing kali 1,1.": "The annex of PP"
    " 70/2015 (civil servants), which was read, has the same rows, each times 1.1.",
    "Aturan beberapa cacat dalam Lampiran III belum terbaca. Dijumlahkan sampai 70 % seperti UU 2/1951 (pendahulunya) dan"
    " seperti cacat total tetap.": "Lampiran III on several losses has not been read. Added up to 70%, as in UU 2/1951"
    " (its predecessor) and as total disability.",
    "(3 × mata terbaik + mata terburuk) ÷ 4: Lampiran PP 70/2015 (ASN) memuat pembilangnya; pembagi 4 dari ingatan.": "(3"
    " × better eye + worse eye) ÷ 4: the annex of PP 70/2015 (civil servants) has the sum; the divisor 4 is from memory.",
    "Tabel 2017 yang beredar menulis 18.200.000; pola tabel menunjukkan 18.700.000. Periksa Lampiran II baris 31.": "A"
    " table of 2017 in circulation has 18,200,000; the table's pattern gives 18,700,000. Check Lampiran II row 31.",
    "Tabel 2017 yang beredar menulis 19.200.000; pola tabel menunjukkan 19.700.000. Periksa Lampiran II baris 32.": "A"
    " table of 2017 in circulation has 19,200,000; the table's pattern gives 19,700,000. Check Lampiran II row 32.",
    "Dari ingatan; periksa Lampiran II baris 33.": "From memory; check Lampiran II row 33.",
    "Penjelasan Pasal 10(1): nyata-nyata lalai adalah tidak mendaftarkan dalam 7 hari kerja sejak dipekerjakan.": "The"
    " explanation of Pasal 10(1): plainly negligent is who does not register within 7 working days of employment.",
    "Hukum tidak mengatur pembulatan; dipakai setengah ke atas per baris ke Rp1. Pastikan dengan SIPP.": "The law has no"
    " rule of rounding; half up per line to Rp1 is used. Confirm with SIPP.",
    "Bulan mulai Maret dari ingatan.": "That it starts in March is from memory.",
    "Turunan pertumbuhan 5,02 % dan ingatan.": "Derived from growth of 5.02%, and from memory.",
    "Turunan pertumbuhan -2,07 % dan ingatan.": "Derived from growth of -2.07%, and from memory.",
    "Hukum tidak menyebut bulan ulang tahun itu sendiri; di sini masih dibayar. Juga tidak diatur apakah yang sudah mencapai"
    " usia pensiun sebelum usia itu naik (58 pada 2024) berhenti membayar; di sini ia membayar sampai usia yang baru.": "The"
    " law does not name the month of the birthday itself; here it is still paid. Nor does it say whether those who reached"
    " pension age before it rose (58 in 2024) stop paying; here they pay until the new age.",
    "Atas permohonan pemberi kerja skala menengah dan besar; sisanya ditunda dan dilunasi 15 Mei 2021 sampai 15 April 2022."
    "": "On request of medium and large employers; the rest is deferred and paid from 15 May 2021 to 15 April 2022.",
    "Menurut Kemnaker (berita) rekomposisi JKM dihapus; bahwa JKM kembali 0,30 % adalah kesimpulan.": "By the ministry"
    " (press) the recomposition of JKM ended; that JKM is 0.30% again is an inference.",
    "Batas bawah nasional sebelum Permenaker 5/2021 belum ditemukan.": "No national lower bound before Permenaker 5/2021"
    " was found.",
    "Keterangan Disnakertrans Penajam (18–65); batas bawah nasional belum ditemukan.": "The labour office of Penajam says"
    " so (18–65); no national lower bound was found.",
    "Keterangan Direktur Utama BPJS Ketenagakerjaan (2017): batas usia maksimum 56; hari berlakunya dari ingatan.": "The"
    " president director of BPJS Ketenagakerjaan (2017): 56 at most; the day it applies from is from memory.",
    "Batas 60 dan hari berlakunya dari ingatan; pada 2017 baru diusulkan.": "The bound of 60 and its first day are from"
    " memory; in 2017 it was only proposed.",
    "Batas atas 64 atau 65 belum pasti; hari berlaku Permenaker 5/2021 dari ingatan.": "Whether the upper bound is 64 or"
    " 65 is not certain; the first day of Permenaker 5/2021 is from memory.",
    "Perusahaan yang kesulitan dapat melunasi tunggakan JKK sampai 30 Juni 2026 (denda tetap); apakah keringanan sudah"
    " berlaku sebelum lunas belum terbaca.": "Firms in difficulty may pay arrears of JKK until 30 June 2026 (the charge"
    " stays); whether the relief holds before that has not been read.",
    "Menurut Permenaker 18/2018 (2019 sampai Februari 2023): rincian dan hari berlaku dari ingatan; Kemnaker 2023: premi tetap"
    " sama Rp370 ribu.": "By Permenaker 18/2018 (2019 to February 2023): details and first day are from memory; the ministry"
    " in 2023: the premium stays Rp370 thousand.",
    "Hari mulai berlaku (Februari/Maret 2023) dari ingatan.": "Its first day (February or March 2023) is from memory.",
    "Laman resmi memuat 16,2 + 4,8 + 3 juta; Kemnaker menyebut santunan ini naik. Lampiran Permenaker 4/2023 belum terbaca."
    "": "The official page has 16.2 + 4.8 + 3 million; the ministry says this grant rose. The annex of Permenaker 4/2023"
    " has not been read.",
    "Santunan, berkala, dan pemakaman bersama.": "Grant, periodic grant and funeral together.",
    "Sumber berbeda: 3.685.616 / 3.932.552.": "Sources differ: 3,685,616 / 3,932,552.",
    "Daftar lain menulis 2.992.599.": "Another list has 2,992,599.",
    "Daftar lain menulis 3.921.234.": "Another list has 3,921,234.",
    "Ditetapkan Rp2.327.386,07; dibulatkan ke atas agar upah bulat dapat dibandingkan.": "Set at Rp2,327,386.07; rounded up"
    " so that whole wages can be compared.",
    "Ditetapkan Rp3.100.881,40; dibulatkan ke atas agar upah bulat dapat dibandingkan.": "Set at Rp3,100,881.40; rounded up"
    " so that whole wages can be compared.",
    "Sumber berbeda: 3.762.431 / 3.763.431 / 3.680.000.": "Sources differ: 3,762,431 / 3,763,431 / 3,680,000.",
    "Sumber berbeda: 3.775.243 / 3.770.000.": "Sources differ: 3,775,243 / 3,770,000.",
    "Ditetapkan Rp3.306.496,18; dibulatkan ke atas agar upah bulat dapat dibandingkan.": "Set at Rp3,306,496.18; rounded up"
    " so that whole wages can be compared.",
    "Sumber berbeda: 3.510.240 / 3.552.840.": "Sources differ: 3,510,240 / 3,552,840.",
    "Daftar lain menulis 3.840.947.": "Another list has 3,840,947.",
    "Daftar lain menulis 4.508.100.": "Another list has 4,508,100.",
    "Sumber berbeda; angka dari ingatan.": "Sources differ; the figure is from memory.",
    "SK Gubernur 188.44/908/KPTS/2025; usulan 4.335.197 dan 4.335.279 juga beredar.": "Governor's decree"
    " 188.44/908/KPTS/2025; the proposals 4,335,197 and 4,335,279 circulate too.",
    "Turunan: 4.192.837 − 276.202.": "Derived: 4,192,837 − 276,202.",
    "SK Gubernur 982/KPTS/DISNAKERTRANS/2025.": "Governor's decree 982/KPTS/DISNAKERTRANS/2025.",
    "Turunan: sama dengan UMP Kepulauan Riau.": "Derived: the same as the provincial wage of Kepulauan Riau.",
    "Turunan: 3.015.520 ÷ 1,065.": "Derived: 3,015,520 ÷ 1.065.",
    "Keputusan Gubernur 1355/NAKERTRAN/2025.": "Governor's decree 1355/NAKERTRAN/2025.",
    "Sektor pertambangan gas 4.975.637.": "The gas mining sector: 4,975,637.",
    "Pasal 43 dan 44 tidak menyebut jam; dipakai 3 x 24 jam seperti Pasal 30 sampai ada aturan pelaksanaan.": "Pasal 43 and"
    " 44 name no hours; 3 x 24 hours are used as in Pasal 30 until there is a rule of execution.",
    "Satu sumber: BPJS Watch.": "One source: BPJS Watch.",
    "Iuran dan hasil pengembangannya dibayar sekaligus; PP 45/2015 sendiri tidak menyebutnya, diatur Permenaker 29/2015 yang"
    " belum terbaca.": "Contributions and their development are paid at once; PP 45/2015 itself does not say so, Permenaker"
    " 29/2015 does and has not been read.",
    "Bulan mulai Februari dari ingatan.": "That it starts in February is from memory.",
    "Turunan; angka minimum dari berita.": "Derived; the minimum is from the press.",
    "Belum jelas apakah batas minimum berlaku bagi pensiun janda, anak, dan orang tua; di sini tidak dinaikkan.": "Whether"
    " the least pension holds for widows, children and parents is not clear; here they are not raised to it.",
    "Satu kutipan menulis 1,5 %; empat sumber 0,5 %, dua di antaranya menyebut Pasal 23 ayat (1).": "One quotation has 1.5%;"
    " four sources have 0.5%, two of them naming Pasal 23(1).",
    "Pasal 6 menyebut hari kerja, Pasal 10 hari; dipakai hari kerja (lebih lama).": "Pasal 6 says working days, Pasal 10"
    " days; working days (the longer) are used.",
    "Keterangan resmi berbeda: lanjut dengan NIK, atau mendaftar ulang.": "Officials differ: going on with the NIK, or"
    " registering again.",
}
