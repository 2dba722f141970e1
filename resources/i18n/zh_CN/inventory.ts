<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>&amp;Labels</source>
        <translation>标签(&amp;L)</translation>
    </message>
    <message>
        <source>RFID ta&amp;gs</source>
        <translation>RFID 标签(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>移位(&amp;M)</translation>
    </message>
    <message>
        <source>Transfer (&amp;J)…</source>
        <translation>移库(&amp;J)…</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Choose columns (Alt+K)</source>
        <translation>选择列 (Alt+K)</translation>
    </message>
    <message>
        <source>&amp;Import a ledger</source>
        <translation>导入台账(&amp;I)</translation>
    </message>
    <message>
        <source>Take i&amp;n</source>
        <translation>入库(&amp;N)</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>资产</translation>
    </message>
    <message>
        <source>{n} pieces</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source> · value {value} yuan</source>
        <translation> · 原值 {value} 元</translation>
    </message>
    <message>
        <source>of one imported ledger: {count}</source>
        <translation>一次导入的台账：{count}</translation>
    </message>
    <message>
        <source>at {place}: {count}</source>
        <translation>位于“{place}”：{count}</translation>
    </message>
    <message>
        <source>with “{text}”: {count}</source>
        <translation>含“{text}”：{count}</translation>
    </message>
    <message>
        <source>Nothing in stock yet</source>
        <translation>库存还是空的</translation>
    </message>
    <message>
        <source>This is where all property of the pool stands: what lies here, what is out, what was disposed of. Begin with an office's asset ledger, or take in what is being handed in.</source>
        <translation>公物仓的全部资产都在这里：在库的、借出的、已处置的。可以先导入一份单位的资产台账，或者把正在上交的资产收进来。</translation>
    </message>
    <message>
        <source>Import a ledger (&amp;1)</source>
        <translation>导入台账(&amp;1)</translation>
    </message>
    <message>
        <source>Take in (&amp;2)</source>
        <translation>收缴入库(&amp;2)</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>of one imported ledger</source>
        <translation>某一次导入的台账</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Asked for: {parts}.
Any part of a name, model, place, organization or number is found, and pinyin initials.</source>
        <translation>查找条件：{parts}。
名称、型号、地点、单位、编号的任意一段都可以查，也可以用拼音首字母。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Clear and show all (&amp;1)</source>
        <translation>清除条件，显示全部(&amp;1)</translation>
    </message>
    <message>
        <source>“{text}” is no asset known here.</source>
        <translation>本仓没有查到“{text}”这项资产。</translation>
    </message>
    <message>
        <source>Or it is an old label of {name}, which is {tag} now.</source>
        <translation>也可能是 {name} 的旧标签，它现在的标签号是 {tag}。</translation>
    </message>
    <message>
        <source>The list cannot be ordered by this column.</source>
        <translation>列表不能按这一列排序。</translation>
    </message>
    <message>
        <source>Choose an asset to see its details.</source>
        <translation>选中一项资产，这里显示它的详情。</translation>
    </message>
    <message>
        <source>This asset is no longer here.</source>
        <translation>这项资产已经不在了。</translation>
    </message>
    <message>
        <source>See the &amp;case</source>
        <translation>看待处理事项(&amp;C)</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Tag number</source>
        <translation>标签号</translation>
    </message>
    <message>
        <source>Asset name</source>
        <translation>资产名称</translation>
    </message>
    <message>
        <source>Model, specification</source>
        <translation>规格型号</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>存放地点</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Value, yuan</source>
        <translation>原值(元)</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>仓</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>资产编号</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>计量单位</translation>
    </message>
    <message>
        <source>Category code</source>
        <translation>分类代码</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>完好情况</translation>
    </message>
    <message>
        <source>Depreciation, yuan</source>
        <translation>累计折旧(元)</translation>
    </message>
    <message>
        <source>Acquired on</source>
        <translation>取得日期</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>使用部门</translation>
    </message>
    <message>
        <source>Keeper</source>
        <translation>使用人</translation>
    </message>
    <message>
        <source>Out with</source>
        <translation>在谁手里</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应还日期</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>车牌号</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Custody</source>
        <translation>保管</translation>
    </message>
    <message>
        <source>Correct the recor&amp;d</source>
        <translation>更正信息(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Repair finished</source>
        <translation>修好入库(&amp;R)</translation>
    </message>
    <message>
        <source>RFID tag is off (&amp;X)</source>
        <translation>解除 RFID 标签(&amp;X)</translation>
    </message>
    <message>
        <source>Repair of {name} finished: available again.</source>
        <translation>{name}已修好，重新在库。</translation>
    </message>
    <message>
        <source>{name} has no RFID tag any more.</source>
        <translation>{name} 不再有 RFID 标签。</translation>
    </message>
    <message>
        <source>The tag is its tag again.</source>
        <translation>RFID 标签已恢复。</translation>
    </message>
    <message>
        <source>taken off by hand</source>
        <translation>手工解除</translation>
    </message>
    <message>
        <source>{n} rows exported to {name}</source>
        <translation>已导出 {n} 行到 {name}</translation>
    </message>
    <message>
        <source>At most {n} pieces in one go: mark fewer.</source>
        <translation>一次最多 {n} 件，请少选一些。</translation>
    </message>
    <message>
        <source>The correction was undone.</source>
        <translation>更正已撤销。</translation>
    </message>
    <message>
        <source>The record was corrected.</source>
        <translation>资产信息已更正。</translation>
    </message>
    <message>
        <source>{n} pieces moved.</source>
        <translation>已移位 {n} 件。</translation>
    </message>
    <message>
        <source>Labels of {n} pieces are in the queue of {printer}</source>
        <translation>{n} 张标签已排入“{printer}”的队列</translation>
    </message>
    <message>
        <source>Labels of {n} pieces are ready to print</source>
        <translation>{n} 件资产的标签已排好</translation>
    </message>
    <message>
        <source>Details of the asset</source>
        <translation>资产详情</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>On loan</source>
        <translation>借用情况</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>资产信息</translation>
    </message>
    <message>
        <source>On the card</source>
        <translation>卡片信息</translation>
    </message>
    <message>
        <source>RFID tag</source>
        <translation>RFID 标签</translation>
    </message>
    <message>
        <source>History</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Reserved for</source>
        <translation>预留给</translation>
    </message>
    <message>
        <source>RAIN tag (EPC)</source>
        <translation>电子标签（EPC）</translation>
    </message>
    <message>
        <source>Chip (TID)</source>
        <translation>芯片号（TID）</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>{code} (edition of {year})</source>
        <translation>{code}({year} 版)</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Borrowing office</source>
        <translation>借用单位</translation>
    </message>
    <message>
        <source>Loan number</source>
        <translation>借用单号</translation>
    </message>
    <message>
        <source>opening record</source>
        <translation>期初记录</translation>
    </message>
    <message>
        <source>Handed out on</source>
        <translation>借出日期</translation>
    </message>
    <message>
        <source>{date} (overdue)</source>
        <translation>{date}(已逾期)</translation>
    </message>
    <message>
        <source>Still out</source>
        <translation>未还</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n}/{all} 件</translation>
    </message>
    <message>
        <source>VIN</source>
        <translation>车架号</translation>
    </message>
    <message>
        <source>Odometer</source>
        <translation>里程</translation>
    </message>
    <message>
        <source>{km} km</source>
        <translation>{km} 公里</translation>
    </message>
    <message>
        <source>Inspection until</source>
        <translation>年检有效期至</translation>
    </message>
    <message>
        <source>Insurance until</source>
        <translation>交强险有效期至</translation>
    </message>
    <message>
        <source>Driver now</source>
        <translation>当前驾驶人</translation>
    </message>
    <message>
        <source>Open the &amp;file</source>
        <translation>打开文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>导出列表</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV, UTF-8 (*.csv)</source>
        <translation>CSV,UTF-8 (*.csv)</translation>
    </message>
    <message>
        <source>CSV, GB 18030 (*.csv)</source>
        <translation>CSV,GB 18030 (*.csv)</translation>
    </message>
    <message>
        <source>Asset list</source>
        <translation>资产清单</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>已停止，没有写出文件。</translation>
    </message>
    <message>
        <source>{n} rows written to
{path}</source>
        <translation>已写出 {n} 行：
{path}</translation>
    </message>
    <message>
        <source>All statuses</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>All warehouses</source>
        <translation>全部仓</translation>
    </message>
    <message>
        <source>All organizations</source>
        <translation>全部单位</translation>
    </message>
    <message>
        <source>&amp;Held here only</source>
        <translation>只看本仓保管(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>清除条件(&amp;C)</translation>
    </message>
    <message>
        <source>Status filter</source>
        <translation>按状态筛选</translation>
    </message>
    <message>
        <source>Warehouse filter</source>
        <translation>按仓筛选</translation>
    </message>
    <message>
        <source>Organization filter</source>
        <translation>按单位筛选</translation>
    </message>
    <message>
        <source>Held here only</source>
        <translation>只看本仓保管</translation>
    </message>
    <message>
        <source>held here only</source>
        <translation>只看本仓保管</translation>
    </message>
    <message>
        <source>&amp;Here</source>
        <translation>本仓(&amp;H)</translation>
    </message>
    <message>
        <source>{who} · not synced</source>
        <translation>{who} · 未同步</translation>
    </message>
    <message>
        <source>{field}: {before} → {after}</source>
        <translation>{field}：{before} → {after}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Import a ledger</source>
        <translation>导入台账</translation>
    </message>
    <message>
        <source>Back to the in&amp;ventory</source>
        <translation>回到库存(&amp;V)</translation>
    </message>
    <message>
        <source>Looking into {file}</source>
        <translation>正在打开 {file}</translation>
    </message>
    <message>
        <source>1 of 3: choose the file</source>
        <translation>第 1 步，共 3 步：选择文件</translation>
    </message>
    <message>
        <source>2 of 3: {file}, what its columns mean</source>
        <translation>第 2 步，共 3 步：{file}，核对各列的含义</translation>
    </message>
    <message>
        <source>3 of 3: {file}, what was read</source>
        <translation>第 3 步，共 3 步：{file}，检查读取结果</translation>
    </message>
    <message>
        <source>Reading {file}</source>
        <translation>正在读取 {file}</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>正在导入 {file}</translation>
    </message>
    <message>
        <source>{n} cards imported from {file}</source>
        <translation>已从 {file} 导入 {n} 张卡片</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>已停止，没有改动任何数据。</translation>
    </message>
    <message>
        <source>Undo this import?</source>
        <translation>撤销这次导入？</translation>
    </message>
    <message>
        <source>{n} pieces of {organization} from {file} leave the inventory. This works as long as nothing was done with them.</source>
        <translation>{organization}的 {n} 件资产(来自 {file})将从库存中移除。只要这些资产还没有办理过业务，就可以撤销。</translation>
    </message>
    <message>
        <source>Un&amp;do the import</source>
        <translation>撤销导入(&amp;D)</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>闲置</translation>
    </message>
    <message>
        <source>Over standard</source>
        <translation>超标准</translation>
    </message>
    <message>
        <source>Little used</source>
        <translation>低效</translation>
    </message>
    <message>
        <source>Of a temporary body</source>
        <translation>临时机构</translation>
    </message>
    <message>
        <source>Of a large event</source>
        <translation>大型活动</translation>
    </message>
    <message>
        <source>Confiscated</source>
        <translation>罚没</translation>
    </message>
    <message>
        <source>Donated</source>
        <translation>捐赠</translation>
    </message>
    <message>
        <source>Purchased</source>
        <translation>购置</translation>
    </message>
    <message>
        <source>Handing in &amp;office</source>
        <translation>上交单位(&amp;O)</translation>
    </message>
    <message>
        <source>Into &amp;warehouse</source>
        <translation>入哪个仓(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Take in and print labels</source>
        <translation>入库并打印标签(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Remove line</source>
        <translation>删除行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Empty the form</source>
        <translation>清空(&amp;E)</translation>
    </message>
    <message>
        <source>Handover &amp;slip</source>
        <translation>交接单(&amp;S)</translation>
    </message>
    <message>
        <source>Take in property</source>
        <translation>收缴/上交入库</translation>
    </message>
    <message>
        <source>Handed in or collected; one line for each kind</source>
        <translation>每种物品一行，一次办完</translation>
    </message>
    <message>
        <source>Sour&amp;ce</source>
        <translation>来源(&amp;C)</translation>
    </message>
    <message>
        <source>Handed over b&amp;y</source>
        <translation>移交人(&amp;Y)</translation>
    </message>
    <message>
        <source>Serial number of line {n}: {text}</source>
        <translation>第 {n} 行的序列号：{text}</translation>
    </message>
    <message>
        <source>Other lines have places in “{warehouse}” already; an intake goes into one warehouse.</source>
        <translation>其他行已有“{warehouse}”的库位。一次入库只入一个仓库，这一件请另行入库。</translation>
    </message>
    <message>
        <source>Place of line {n}: {place}</source>
        <translation>第 {n} 行的库位：{place}</translation>
    </message>
    <message>
        <source>Who hands it in?</source>
        <translation>请填写上交单位。</translation>
    </message>
    <message>
        <source>Set up a warehouse first (settings).</source>
        <translation>请先在设置中建立仓。</translation>
    </message>
    <message>
        <source>Enter at least one item.</source>
        <translation>请至少填写一行物品。</translation>
    </message>
    <message>
        <source>At most {n} pieces in one intake.</source>
        <translation>一次入库最多 {n} 件。</translation>
    </message>
    <message>
        <source>{lines} lines, {n} pieces, {value} yuan</source>
        <translation>{lines} 行，{n} 件，合计 {value} 元</translation>
    </message>
    <message>
        <source>Line {n}, {field}: {words}</source>
        <translation>第 {n} 行，{field}：{words}</translation>
    </message>
    <message>
        <source>{n} pieces taken in, {number}</source>
        <translation>已入库 {n} 件，{number}</translation>
    </message>
    <message>
        <source>{n} pieces taken in</source>
        <translation>已入库 {n} 件</translation>
    </message>
    <message>
        <source>Slip {number}. Slip and labels open for printing, one after the other.</source>
        <translation>入库单 {number}。交接单和标签依次打开，可以打印。</translation>
    </message>
    <message>
        <source>Intake {number} was undone.</source>
        <translation>入库 {number} 已撤销。</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Price of one, yuan</source>
        <translation>单价(元)</translation>
    </message>
    <message>
        <source>Give the asset a name.</source>
        <translation>请填写资产名称。</translation>
    </message>
    <message>
        <source>A code is A and 8 digits, or 7 digits.</source>
        <translation>分类代码是 A 加 8 位数字，或 7 位数字。</translation>
    </message>
    <message>
        <source>A whole number from 1 to 10,000.</source>
        <translation>请填写 1 到 10,000 的整数。</translation>
    </message>
    <message>
        <source>An amount in yuan, such as 3200.00.</source>
        <translation>请填写金额(元)，例如 3200.00。</translation>
    </message>
    <message>
        <source>A date up to today.</source>
        <translation>请填写不晚于今天的日期。</translation>
    </message>
    <message>
        <source>Good, damaged or incomplete.</source>
        <translation>请选择完好、损坏或缺件。</translation>
    </message>
    <message>
        <source>A serial number belongs to one piece: enter one line each.</source>
        <translation>序列号只属于一件物品，请每件单独填一行。</translation>
    </message>
    <message>
        <source>Items taken in</source>
        <translation>入库物品</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>打印(&amp;P)</translation>
    </message>
    <message>
        <source>Print labels</source>
        <translation>打印标签</translation>
    </message>
    <message>
        <source>Write the RFID tags as well (&amp;V)</source>
        <translation>同时写入 RFID 标签(&amp;V)</translation>
    </message>
    <message>
        <source>Look at them firs&amp;t</source>
        <translation>先看一看(&amp;T)</translation>
    </message>
    <message>
        <source>Set up a printer (&amp;Z)…</source>
        <translation>设置打印机(&amp;Z)…</translation>
    </message>
    <message>
        <source>First &amp;free label</source>
        <translation>第一个空位(&amp;F)</translation>
    </message>
    <message>
        <source>For a sheet that was begun: count row by row.</source>
        <translation>标签纸已用过一部分时填写，从左到右、逐行数。</translation>
    </message>
    <message>
        <source>On p&amp;rinter</source>
        <translation>打印机(&amp;R)</translation>
    </message>
    <message>
        <source>L&amp;abels</source>
        <translation>标签纸(&amp;A)</translation>
    </message>
    <message>
        <source>Copies of each (&amp;Y)</source>
        <translation>每件几张(&amp;Y)</translation>
    </message>
    <message>
        <source>{n} pieces marked</source>
        <translation>已选 {n} 件</translation>
    </message>
    <message>
        <source>No fitting printer is set up</source>
        <translation>还没有设置合适的打印机</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Rejected because</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>As it stands</source>
        <translation>原来的内容</translation>
    </message>
    <message>
        <source>How to mend it</source>
        <translation>怎么改</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>退回的行</translation>
    </message>
    <message>
        <source>Import the &amp;good rows, save the others</source>
        <translation>导入合格的行，其余另存(&amp;G)</translation>
    </message>
    <message>
        <source>All or &amp;nothing</source>
        <translation>全部合格才导入(&amp;N)</translation>
    </message>
    <message>
        <source>What to import</source>
        <translation>导入方式</translation>
    </message>
    <message>
        <source>Save them else&amp;where…</source>
        <translation>另选保存位置(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>{name} - rejected rows</source>
        <translation>{name}-退回的行</translation>
    </message>
    <message>
        <source>{n} rows cannot be taken</source>
        <translation>{n} 行不能导入</translation>
    </message>
    <message>
        <source>Every row can be taken</source>
        <translation>每一行都可以导入</translation>
    </message>
    <message>
        <source>Save the rejected rows</source>
        <translation>保存退回的行</translation>
    </message>
    <message>
        <source>&amp;Import {n} cards</source>
        <translation>导入 {n} 张卡片(&amp;I)</translation>
    </message>
    <message>
        <source>{n} rows are rejected: mend the list and read it again.</source>
        <translation>有 {n} 行被退回：请改好台账后重新读取。</translation>
    </message>
    <message>
        <source>The others go to {name}</source>
        <translation>其余存为 {name}</translation>
    </message>
    <message>
        <source>To be imported</source>
        <translation>将要导入</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Pieces by state of use</source>
        <translation>按使用状况(件)</translation>
    </message>
    <message>
        <source>Put right while reading</source>
        <translation>读取时已规范</translation>
    </message>
    <message>
        <source>Row {n}</source>
        <translation>第 {n} 行</translation>
    </message>
    <message>
        <source>and</source>
        <translation>还有</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>{n} 条</translation>
    </message>
    <message>
        <source>To look at later ({n})</source>
        <translation>请留意({n})</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Choose a &amp;file</source>
        <translation>选择文件(&amp;F)</translation>
    </message>
    <message>
        <source>Excel (.xlsx, .xls) or CSV as the office sent it. Header, page sums and signatures are recognised; nothing is changed before you have seen and confirmed what was read.</source>
        <translation>单位报来的 Excel(.xlsx、.xls)或 CSV 原样即可，表头、小计、签章自动识别。在您看过并确认之前，不会改动任何数据。</translation>
    </message>
    <message>
        <source>Drop an asset ledger here</source>
        <translation>把资产台账拖到这里</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>State</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Earlier imports</source>
        <translation>以前的导入</translation>
    </message>
    <message>
        <source>Un&amp;do this import</source>
        <translation>撤销这次导入(&amp;D)</translation>
    </message>
    <message>
        <source>Show its &amp;assets</source>
        <translation>查看这些资产(&amp;A)</translation>
    </message>
    <message>
        <source>Choose an asset ledger</source>
        <translation>选择资产台账</translation>
    </message>
    <message>
        <source>Asset ledgers (*.xlsx *.xls *.csv)</source>
        <translation>资产台账 (*.xlsx *.xls *.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>The import of {file} was undone.</source>
        <translation>{file} 的导入已撤销。</translation>
    </message>
    <message>
        <source>Rejected: {reason}</source>
        <translation>退回：{reason}</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>可导入</translation>
    </message>
    <message>
        <source>&amp;Office of the ledger</source>
        <translation>台账所属单位(&amp;O)</translation>
    </message>
    <message>
        <source>Column for {meaning}</source>
        <translation>{meaning}在哪一列</translation>
    </message>
    <message>
        <source>First rows as understood</source>
        <translation>前几行的理解</translation>
    </message>
    <message>
        <source>&amp;Check the list</source>
        <translation>检查整份台账(&amp;C)</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Meaning and column of the list</source>
        <translation>含义与台账中的列</translation>
    </message>
    <message>
        <source>&amp;Sheet</source>
        <translation>工作表(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Header in row</source>
        <translation>表头在第几行(&amp;H)</translation>
    </message>
    <message>
        <source>Office co&amp;de</source>
        <translation>区划代码(&amp;D)</translation>
    </message>
    <message>
        <source>The first rows as they will be understood</source>
        <translation>前几行将这样理解</translation>
    </message>
    <message>
        <source>Column {n}</source>
        <translation>第 {n} 列</translation>
    </message>
    <message>
        <source>These columns are still missing: {names}</source>
        <translation>还缺少这些列：{names}</translation>
    </message>
    <message>
        <source>Choose on the left which column of the list holds them.</source>
        <translation>请在左侧指定它们在台账的哪一列。</translation>
    </message>
    <message>
        <source>Whose ledger is it?</source>
        <translation>请填写这是哪个单位的台账。</translation>
    </message>
    <message>
        <source>Print &amp;labels</source>
        <translation>打印标签(&amp;L)</translation>
    </message>
    <message>
        <source>Open the &amp;rejected rows</source>
        <translation>打开退回的行(&amp;R)</translation>
    </message>
    <message>
        <source>Import a&amp;nother</source>
        <translation>再导入一份(&amp;N)</translation>
    </message>
    <message>
        <source>{n} cards imported</source>
        <translation>已导入 {n} 张卡片</translation>
    </message>
    <message>
        <source>{n} pieces of {organization}, value {value} yuan.</source>
        <translation>{organization}，{n} 件，原值 {value} 元。</translation>
    </message>
    <message>
        <source>Nothing new in this ledger</source>
        <translation>这份台账里没有新内容</translation>
    </message>
    <message>
        <source>Every card of it is here already; nothing was added or changed.</source>
        <translation>其中的卡片都已在库存里，没有增加或改动任何数据。</translation>
    </message>
    <message>
        <source>{n} cards were here already and were passed over.</source>
        <translation>{n} 张卡片以前已经导入，这次略过。</translation>
    </message>
    <message>
        <source>{n} rejected rows with their reasons: {path}</source>
        <translation>退回的 {n} 行及原因已存为：{path}</translation>
    </message>
    <message>
        <source>List of assets</source>
        <translation>资产列表</translation>
    </message>
    <message>
        <source>Transfer to another site</source>
        <translation>移库到其他仓点</translation>
    </message>
    <message>
        <source>Write RFID tags</source>
        <translation>写 RFID 标签</translation>
    </message>
    <message>
        <source>Show all assets</source>
        <translation>显示全部资产</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <translation>到列表</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>Save a correction</source>
        <translation>保存更正</translation>
    </message>
    <message>
        <source>Take in, or the next step of an import</source>
        <translation>入库；导入的下一步</translation>
    </message>
    <message>
        <source>Open the RFID tray of an intake</source>
        <translation>打开入库的 RFID 托盘</translation>
    </message>
    <message>
        <source>Take a line out of the intake</source>
        <translation>删除入库的一行</translation>
    </message>
    <message>
        <source>Labels of {n} pieces</source>
        <translation>{n} 件资产的标签</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>保存(&amp;V)</translation>
    </message>
    <message>
        <source>Correct the record</source>
        <translation>更正资产信息</translation>
    </message>
    <message>
        <source>An asset needs a name.</source>
        <translation>资产名称不能为空。</translation>
    </message>
    <message>
        <source>Move &amp;them</source>
        <translation>移位(&amp;T)</translation>
    </message>
    <message>
        <source>Move within the site</source>
        <translation>库内移位</translation>
    </message>
    <message>
        <source>Leave in its warehouse</source>
        <translation>仍在原来的仓</translation>
    </message>
    <message>
        <source>e.g. Hall A, shelf 3</source>
        <translation>例如：A 区 3 号架</translation>
    </message>
    <message>
        <source>New place</source>
        <translation>新的存放地点</translation>
    </message>
    <message>
        <source>Choose a warehouse or name a place.</source>
        <translation>请选择仓或填写存放地点。</translation>
    </message>
    <message>
        <source>Check {n} off</source>
        <translation>核对 {n} 件</translation>
    </message>
    <message>
        <source>{n} are not of this intake. Enter on a maker's tag takes it as a serial number.</source>
        <translation>{n} 张不是这次入库的；厂家的标签选中后按 Enter，当作序列号。</translation>
    </message>
    <message>
        <source>{tag} is in the pool already, and no part of this intake</source>
        <translation>{tag} 已在库中，不是这次入库的</translation>
    </message>
    <message>
        <source>{n} of {all} pieces of the intake have their tag</source>
        <translation>这次入库的 {all} 件中，{n} 件已核对标签</translation>
    </message>
</context>
</TS>
