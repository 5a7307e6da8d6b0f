import pytest

from sheets.errors import Invalid
from sheets.kinds import KINDS, ReferenceIndex
from tests.sheets.kinds.cells import column, context, found

LEAD, SUPPORTING = "tasks.lead", "tasks.supporting"


@pytest.fixture(scope="module")
def partners():
    index = ReferenceIndex("partners")
    index.add("M-01", "Pemerintah Desa Sukamaju", "Pemdes", weak=["Pak Wira Contoh"])
    index.add("M-02", "CV Maju, Tbk")
    index.add("M-03", "Dinas Sosial dan PMD", "Dinsos")
    index.add("M-04", "Badan Penanggulangan Bencana Daerah (BPBD)")
    index.add("M-05", "Kelompok Pemuda", "KP", weak=["Bu Sari"])
    index.add("M-06", "Kelompok Perempuan", "KP", weak=["Bu Sari"])
    index.add("M-07", "Majelis Ulama", "MUI")
    return {"partners": index}


@pytest.mark.parametrize(
    ("typed", "row"),
    [("M-01", "M-01"), ("m 1", "M-01"), ("M01", "M-01"), ("pemdes", "M-01"), ("PEMERINTAH DESA  SUKAMAJU", "M-01"),
     ("Wira Contoh", "M-01"), ("Pak Wira Contoh", "M-01"), ("Bapak Wira Contoh", "M-01"), ("CV Maju, Tbk", "M-02"),
     ("cv maju tbk.", "M-02"), ("Dinas Sosial dan PMD", "M-03"), ("BPBD", "M-04"),
     ("Badan Penanggulangan Bencana Daerah", "M-04"), ("Dinsos (Bu Ani)", "M-03"), ("M-04 - BPBD", "M-04")],
)  # fmt: skip
def test_a_row_is_found_by_any_of_its_names(partners, typed, row):
    read = column(LEAD, [typed], references=partners)
    assert read.values["lead_id"] == [row]
    assert read.values["lead"] == [" ".join(typed.split())]
    assert not read.findings


def test_an_unknown_name_is_kept_and_said(partners):
    read = column(LEAD, ["Yayasan Baru", None, "-"], references=partners)
    assert read.values == {"lead": ["Yayasan Baru", None, None], "lead_id": [None, None, None]}
    assert found(read) == [(0, "unknown_reference", "notice")]


@pytest.mark.parametrize("typed", ["KP", "Bu Sari"])
def test_a_name_that_two_rows_have_is_said_with_both(partners, typed):
    read = column(LEAD, [typed], references=partners)
    assert read.values["lead_id"] == [None]
    assert found(read) == [(0, "ambiguous_reference", "notice")]
    assert "M-05" in read.findings[0].details["candidates"]
    assert "M-06" in read.findings[0].details["candidates"]


def test_of_several_names_in_a_single_reference_the_first_counts_and_that_is_said(partners):
    read = column(LEAD, ["Dinsos, BPBD"], references=partners)
    assert read.values["lead_id"] == ["M-03"]
    assert found(read) == [(0, "several_references", "notice")]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [("Dinas Sosial dan PMD, BPBD; cv maju tbk", ("M-03", "M-04", "M-02")), ("CV Maju, Tbk", ("M-02",)),
     ("Pemdes dan BPBD", ("M-01", "M-04")), ("1. Pemdes\n2. BPBD", ("M-01", "M-04")),
     ("Pemdes/BPBD", ("M-01", "M-04")), ("M-01, M-4", ("M-01", "M-04")), ("CV Maju, Tbk, Pemdes", ("M-02", "M-01")),
     ("Pemdes, MUI, BPBD", ("M-01", "M-07", "M-04"))],
)  # fmt: skip
def test_several_names_the_whole_cell_first(partners, typed, rows):
    read = column(SUPPORTING, [typed], references=partners)
    assert read.values["supporting_ids"] == [rows]
    assert not read.findings


def test_unknown_names_among_known_ones_are_kept(partners):
    read = column(SUPPORTING, ["Pemdes, PMI", "Dinas Perindustrian dan Perdagangan"], references=partners)
    assert read.values["supporting"] == [("Pemdes", "PMI"), ("Dinas Perindustrian dan Perdagangan",)]
    assert read.values["supporting_ids"] == [("M-01",), ()]
    assert found(read) == [(0, "unknown_reference", "notice"), (1, "unknown_reference", "notice")]


def test_without_the_other_table_nothing_is_missed():
    read = column(LEAD, ["BPBD"])
    assert read.values == {"lead": ["BPBD"], "lead_id": [None]}
    assert not read.findings


def test_a_form_names_one_existing_row(partners):
    kind, around = KINDS["reference"], context(LEAD, references=partners)
    assert kind.check("M-01", around) == "M-01"
    assert kind.check("BPBD", around) == "BPBD"
    for wrong in ("Yayasan Baru", "KP", ""):
        with pytest.raises(Invalid):
            kind.check(wrong, around)
    several = context(SUPPORTING, references=partners)
    assert KINDS["references"].check(["M-01", "BPBD"], several) == ("M-01", "BPBD")
    assert KINDS["references"].check("CV Maju, Tbk; M-01", several) == ("CV Maju, Tbk", "M-01")


def test_references_are_stored_as_the_column_writes_them_and_read_back(partners):
    kind, around = KINDS["references"], context(SUPPORTING, references=partners)
    assert kind.store(("M-01", "M-04"), around, ["M-01, M-02"]) == "M-01, M-04"
    assert kind.store(("M-01",), around, ["BPBD", "Dinsos"]) == "Pemerintah Desa Sukamaju"
    written = kind.store(("M-01", "M-02"), around, ["BPBD", "Dinsos"])
    assert written == "Pemerintah Desa Sukamaju; CV Maju, Tbk"
    assert column(SUPPORTING, [written], references=partners).values["supporting_ids"] == [("M-01", "M-02")]


def test_a_reference_is_shown_by_name(partners):
    assert KINDS["reference"].show("m-1", "id", context(LEAD, references=partners)) == "Pemerintah Desa Sukamaju"
    assert KINDS["references"].show(("M-02", "x"), "id", context(SUPPORTING, references=partners)) == "CV Maju, Tbk, x"


def test_an_exact_id_wins_over_one_that_only_differs_by_zeros():
    index = ReferenceIndex("tasks")
    index.add("TG-1", "Satu")
    index.add("TG-01", "Nol satu")
    assert index.find("TG-1") == ("TG-1",)
    assert index.find("tg 01") == ("TG-01",)
    assert set(index.find("TG-001")) == {"TG-1", "TG-01"}


def test_titles_behind_a_comma_belong_to_the_name_before_them(partners):
    read = column(SUPPORTING, ["Budi, S.Pd., Ani, M.Si"], references=partners)
    assert read.values["supporting"] == [("Budi, S.Pd.", "Ani, M.Si")]
