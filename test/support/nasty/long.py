"""Names at and beyond the limits of the databases: 63 and 64 bytes, ends that differ only after the cut."""

from django.db import models


class Short(models.Model):
    pass



class Aardvark_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxsame_until_here_and_then_One(models.Model):
    field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_one = models.CharField(max_length=10, unique=True)
    field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_one_more = models.CharField(max_length=10, db_index=True, choices=[("a", "A")])
    key_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz_one = models.ForeignKey("self", models.CASCADE, null=True, related_name="r0_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")
    others_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm_one = models.ManyToManyField(Short, related_name="back0_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm")

    class Meta:
        indexes = [models.Index(fields=["field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_one"], name="one_index_of_30_characters")]
        constraints = [
            models.UniqueConstraint(fields=["field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_one", "field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_one_more"], name="unique_uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu_one"),
            models.CheckConstraint(condition=~models.Q(field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_one=""), name="check_cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc_one"),
        ]



class Aardvark_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxsame_until_here_and_then_Two(models.Model):
    field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_two = models.CharField(max_length=10, unique=True)
    field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_two_more = models.CharField(max_length=10, db_index=True, choices=[("a", "A")])
    key_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz_two = models.ForeignKey("self", models.CASCADE, null=True, related_name="r1_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")
    others_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm_two = models.ManyToManyField(Short, related_name="back1_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm")

    class Meta:
        indexes = [models.Index(fields=["field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_two"], name="two_index_of_30_characters")]
        constraints = [
            models.UniqueConstraint(fields=["field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_two", "field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_two_more"], name="unique_uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu_two"),
            models.CheckConstraint(condition=~models.Q(field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_two=""), name="check_cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc_two"),
        ]



class Aardvark_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxsame_until_here_and_then_Three(models.Model):
    field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_three = models.CharField(max_length=10, unique=True)
    field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_three_more = models.CharField(max_length=10, db_index=True, choices=[("a", "A")])
    key_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz_three = models.ForeignKey("self", models.CASCADE, null=True, related_name="r2_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")
    others_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm_three = models.ManyToManyField(Short, related_name="back2_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm")

    class Meta:
        indexes = [models.Index(fields=["field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_three"], name="three_index_of_30_characters")]
        constraints = [
            models.UniqueConstraint(fields=["field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_three", "field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_three_more"], name="unique_uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu_three"),
            models.CheckConstraint(condition=~models.Q(field_yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_three=""), name="check_cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc_three"),
        ]



class 顧客注文明細履歴管理台帳保管期間延長申請受付甲(models.Model):
    顧客注文明細履歴管理台帳保管期間延長申請受付甲 = models.CharField(max_length=10, unique=True, choices=[("はい", "yes"), ("いいえ", "no")])
    参照顧客注文明細履歴管理台帳保管期間延長申請受付甲 = models.ForeignKey(Short, models.CASCADE, related_name="顧客注文明細履歴管理台帳保管期間延長申請受付甲一覧")

    class Meta:
        indexes = [models.Index(fields=["顧客注文明細履歴管理台帳保管期間延長申請受付甲"], name="索引顧客注文明細履歴管理台帳保管期間延長申請受付甲")]
        constraints = [
            models.UniqueConstraint(fields=["顧客注文明細履歴管理台帳保管期間延長申請受付甲", "参照顧客注文明細履歴管理台帳保管期間延長申請受付甲"], name="一意顧客注文明細履歴管理台帳保管期間延長申請受付甲"),
            models.CheckConstraint(condition=~models.Q(顧客注文明細履歴管理台帳保管期間延長申請受付甲=""), name="検査顧客注文明細履歴管理台帳保管期間延長申請受付甲"),
        ]



class 顧客注文明細履歴管理台帳保管期間延長申請受付乙(models.Model):
    顧客注文明細履歴管理台帳保管期間延長申請受付乙 = models.CharField(max_length=10, unique=True, choices=[("はい", "yes"), ("いいえ", "no")])
    参照顧客注文明細履歴管理台帳保管期間延長申請受付乙 = models.ForeignKey(Short, models.CASCADE, related_name="顧客注文明細履歴管理台帳保管期間延長申請受付乙一覧")

    class Meta:
        indexes = [models.Index(fields=["顧客注文明細履歴管理台帳保管期間延長申請受付乙"], name="索引顧客注文明細履歴管理台帳保管期間延長申請受付乙")]
        constraints = [
            models.UniqueConstraint(fields=["顧客注文明細履歴管理台帳保管期間延長申請受付乙", "参照顧客注文明細履歴管理台帳保管期間延長申請受付乙"], name="一意顧客注文明細履歴管理台帳保管期間延長申請受付乙"),
            models.CheckConstraint(condition=~models.Q(顧客注文明細履歴管理台帳保管期間延長申請受付乙=""), name="検査顧客注文明細履歴管理台帳保管期間延長申請受付乙"),
        ]



class Exactly59(models.Model):
    cdddddddddddddddddddddddddddddddddddddddddddddddddddddddddd = models.IntegerField(null=True)

    class Meta:
        db_table = "tbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"



class Exactly63(models.Model):
    cdddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd = models.IntegerField(null=True)

    class Meta:
        db_table = "tbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"



class Exactly64(models.Model):
    cddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd = models.IntegerField(null=True)

    class Meta:
        db_table = "tbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"



class Exactly65(models.Model):
    cdddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd = models.IntegerField(null=True)

    class Meta:
        db_table = "tbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
